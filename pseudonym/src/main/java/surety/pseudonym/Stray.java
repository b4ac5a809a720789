package surety.pseudonym;

/// A place in an answer that looks like a token and was left as it is. It holds no text.
///
/// @param reason why it was left
/// @param position offset in the text that was handed out, in characters; in an event stream or in
///     JSON, within the text channel or string
public record Stray(Reason reason, long position) {

  /// Why a token was left as it is.
  public enum Reason {
    /// No such token was issued in this conversation.
    INVENTED,
    /// It stands in a link that the model wrote, where a name could be carried away.
    IN_LINK,
    /// It is as likely an ordinary word, such as `client a`.
    AMBIGUOUS
  }
}
