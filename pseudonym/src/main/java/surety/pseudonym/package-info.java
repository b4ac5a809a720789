/// Pseudonymization of text, JSON and chat requests before they leave for a language model, and the
/// way back.
///
/// Every client, project and person of a [Directory] is replaced by an opaque token, whatever way
/// it is written in; the answer comes back with the real names. Start at [Conversation]. What
/// counts
/// as the same name, how tokens are built and what is promised is in `SPEC.md` beside this library.
/// The library needs the JDK alone.
@org.jspecify.annotations.NullMarked
package surety.pseudonym;
