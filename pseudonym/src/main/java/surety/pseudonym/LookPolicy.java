package surety.pseudonym;

import java.util.Set;
import java.util.function.Predicate;

/// What a second look lets pass unread.
///
/// @param attachments kinds that the workspace allows
/// @param vouched whole strings that the caller answers for, such as the names of its models
/// @param relayed tells whether opaque data, such as a signature, came from the provider in this
///     conversation
/// @param views which encodings are decoded; all of them but in tests
record LookPolicy(
    Set<Attachment> attachments,
    Set<String> vouched,
    Predicate<String> relayed,
    Set<LookView> views) {}
