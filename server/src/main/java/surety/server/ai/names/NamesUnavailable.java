package surety.server.ai.names;

/// The names of a workspace cannot be had now, so nothing may leave to a model.
public final class NamesUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NamesUnavailable(String why) {
    super(why, null, false, false);
  }
}
