package surety.pseudonym;

/// What a request may carry that the second look cannot read. Refused unless it is allowed.
public enum Attachment {
  /// A picture, as data or as an address.
  IMAGE,
  /// A PDF or another document, a file given by id or address.
  DOCUMENT,
  /// A recording.
  AUDIO
}
