package surety.pseudonym;

/// A text that was given as JSON is not JSON. Nothing was replaced and no token was issued.
public final class JsonInvalid extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  JsonInvalid(int at, String expected) {
    super("not JSON at character " + at + " (expected: " + expected + ")");
  }
}
