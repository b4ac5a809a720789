package surety.pseudonym;

/// A request that cannot be proven to hold no name, and therefore must not leave.
///
/// @param reason why
/// @param view where, from the outside in
public record Unproven(Reason reason, String view) implements Look {

  /// Why a request cannot be proven. The names are stable.
  public enum Reason {
    /// The content type, its charset or the content encoding is none that can be read.
    UNKNOWN_CONTENT_TYPE,
    /// The body is not what its content type says.
    UNREADABLE_BODY,
    /// An image, a document, a recording or a file that was not allowed.
    ATTACHMENT,
    /// Data that only the provider can read and that did not come from it in this conversation.
    OPAQUE_DATA,
    /// A prompt in numbers of a provider's vocabulary.
    TOKEN_NUMBERS,
    /// Encodings within encodings, deeper than is looked.
    TOO_DEEP,
    /// Larger, or larger when decoded, than is looked through.
    TOO_LARGE,
    /// The look itself failed.
    FAILED
  }
}
