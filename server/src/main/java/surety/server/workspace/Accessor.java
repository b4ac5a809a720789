package surety.server.workspace;

/// In which capacity a principal reaches a workspace's data.
public enum Accessor {
  SYSTEM('s'),
  USER('u'),
  AI('a'),
  SUPPORT('p');

  private final char letter;

  Accessor(char letter) {
    this.letter = letter;
  }

  /// The letter that stands for it in a signed scope.
  char letter() {
    return letter;
  }
}
