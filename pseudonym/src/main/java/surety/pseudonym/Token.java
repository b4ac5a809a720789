package surety.pseudonym;

/// What stands in a text in place of a name, without its form mark, SPEC.md section 5.
///
/// @param kind what it stands for
/// @param text such as `Client A` or `Client_K7MQX`
public record Token(TokenKind kind, String text) {}
