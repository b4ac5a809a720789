package surety.pseudonym;

/// Looks for further addresses and numbers that have to be replaced although no entity has them.
///
/// The library reads such patterns by itself; this is for a program that has a better reader of one
/// of them, such as a telephone library. Called by any thread, with every text that is replaced. In
/// JSON all strings stand in one text, with U+0000 between them. What it throws ends the
/// replacement.
@FunctionalInterface
public interface PatternSearch {

  /// Finds stretches of a text.
  void search(CharSequence text, Finds finds);

  /// Takes what is found.
  @FunctionalInterface
  interface Finds {

    /// A stretch to be replaced, which may overlap others. One that reaches over U+0000 is left.
    ///
    /// @param kind what it is; not [TokenKind#LITERAL]
    /// @param start offset in characters
    /// @param end offset behind it
    void add(TokenKind kind, int start, int end);
  }
}
