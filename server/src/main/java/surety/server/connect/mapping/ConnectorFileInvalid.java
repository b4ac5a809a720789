package surety.server.connect.mapping;

/// A connector file says something that the format does not allow. The message names the file, the
/// line, and what to do about it.
public final class ConnectorFileInvalid extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConnectorFileInvalid(String file, int line, String problem, String remedy) {
    super(file + ", line " + line + ": " + problem + ". " + remedy + ".");
  }
}
