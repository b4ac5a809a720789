package surety.pseudonym;

/// What happens to a request with something in it that cannot be read for names.
public enum Attachments {
  /// It is refused.
  REFUSED,
  /// The attachment leaves as it is.
  ALLOWED
}
