package surety.server.platform;

/// A mail of plain text.
///
/// @param to one address
/// @param text lines of at most 78 characters where that is possible
public record Mail(String to, String subject, String text) {

  /// Tells nothing: a mail may hold a link that signs somebody in.
  @Override
  public String toString() {
    return "Mail[...]";
  }
}
