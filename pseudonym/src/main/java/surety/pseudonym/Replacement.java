package surety.pseudonym;

import java.util.Optional;

/// What was replaced and why. It never holds the text that was replaced.
///
/// @param token what stands there now, without form mark
/// @param rule the rule of the form, or empty if a pattern or a literal was replaced
/// @param start offset in the text that was given, in characters; in JSON, within the string
/// @param end the offset behind it
/// @param place where the text stands in JSON, as a JSON pointer; empty for plain text
public record Replacement(Token token, Optional<FormRule> rule, int start, int end, String place) {}
