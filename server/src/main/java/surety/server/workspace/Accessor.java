package surety.server.workspace;

import java.util.Arrays;

/// In which capacity a principal reaches a workspace's data.
public enum Accessor {
  SYSTEM('s', "System"),
  USER('u', "User"),
  AI('a', "AI"),
  SUPPORT('p', "Support");

  private final char letter;
  private final String label;

  Accessor(char letter, String label) {
    this.letter = letter;
    this.label = label;
  }

  /// The letter that stands for it in a signed scope and in the audit trail.
  public char letter() {
    return letter;
  }

  /// The name that people read.
  public String label() {
    return label;
  }

  /// The accessor that a letter stands for.
  ///
  /// @throws IllegalArgumentException if it stands for none
  public static Accessor ofLetter(char letter) {
    return Arrays.stream(values())
        .filter(accessor -> accessor.letter == letter)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("accessor letter: " + letter));
  }
}
