package surety.server.connect.mapping;

import java.util.List;

/// A connector file says something that the format does not allow. The message tells the first
/// mistake: the file, the line, and what to do about it.
public final class ConnectorFileInvalid extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  ConnectorFileInvalid(Mistake mistake) {
    this(List.of(mistake));
  }

  ConnectorFileInvalid(List<Mistake> mistakes) {
    super(mistakes.getFirst().toString());
    this.mistakes = List.copyOf(mistakes);
  }

  /// All mistakes that were found, in the order of their lines.
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
