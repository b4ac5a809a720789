package surety.pseudonym;

/// A request holds something that cannot be read for names: an image, a document, sound, or a long
/// run of base64. Nothing was replaced and no token was issued.
public final class AttachmentRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String place;

  AttachmentRefused(String place) {
    super("an attachment that cannot be read for names, at " + place);
    this.place = place;
  }

  /// Where it is, as a JSON pointer.
  public String place() {
    return place;
  }
}
