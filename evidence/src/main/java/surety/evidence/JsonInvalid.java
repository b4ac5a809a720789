package surety.evidence;

/// Something is not JSON, or not the JSON that was expected. The message names the place and what
/// was expected there, and repeats nothing of the content.
public final class JsonInvalid extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  JsonInvalid(String message) {
    super(message);
  }
}
