package surety.server.connect.mapping;

/// A field of a record is missing or cannot be read, so that the record cannot be built. It names
/// the field and never its content.
public final class BadValue extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  BadValue(String field) {
    super("field cannot be read: " + field, null, false, false);
    this.field = field;
  }

  /// The name of the field in our own words.
  public String field() {
    return field;
  }
}
