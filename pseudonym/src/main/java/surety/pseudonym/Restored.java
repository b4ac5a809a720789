package surety.pseudonym;

import java.util.List;

/// An answer with real names.
///
/// @param text the answer; it may be shown to whoever may see the names, and to nobody else
/// @param strays what looked like a token and was left, in order
public record Restored(String text, List<Stray> strays) {

  /// Copies the list.
  public Restored {
    strays = List.copyOf(strays);
  }

  /// Shows counts alone.
  @Override
  public String toString() {
    return "Restored[" + text.length() + " characters, " + strays.size() + " strays]";
  }
}
