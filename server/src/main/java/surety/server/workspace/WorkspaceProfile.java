package surety.server.workspace;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a workspace says about itself.
///
/// @param name 1 to 100 characters on one line
/// @param currency in which it reports, an ISO 4217 code
public record WorkspaceProfile(String name, String currency) {

  private static final int LONGEST_NAME = 100;

  // Money, as opposed to metals, funds, test codes and "no currency".
  private static final Set<String> NO_MONEY =
      Set.of("XXX", "XTS", "XAU", "XAG", "XPD", "XPT", "XDR", "XSU", "XUA", "XBA", "XBB", "XBC");

  /// Reads what somebody typed; empty unless both are valid.
  public static Optional<WorkspaceProfile> parse(String name, String currency) {
    return isName(name) && currencies().containsKey(currency)
        ? Optional.of(new WorkspaceProfile(name.strip(), currency))
        : Optional.empty();
  }

  /// Whether a name is not empty, not too long and on one line.
  public static boolean isName(String name) {
    return isLine(name, LONGEST_NAME);
  }

  /// Whether a text is not empty, not longer than so many characters and on one line.
  static boolean isLine(String text, int longest) {
    String stripped = text.strip();
    return !stripped.isEmpty()
        && stripped.length() <= longest
        && stripped.codePoints().noneMatch(WorkspaceProfile::isInvisible);
  }

  // Line breaks would forge lines of a mail; marks of direction would show a name backwards.
  private static boolean isInvisible(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /// Every currency that can be chosen, its English name by its code, in the order of the codes.
  public static Map<String, String> currencies() {
    return Choices.ALL;
  }

  private static final class Choices {

    private static final Map<String, String> ALL = all();

    private static Map<String, String> all() {
      Map<String, String> names = new TreeMap<>();
      List<Currency> known = List.copyOf(Currency.getAvailableCurrencies());
      for (Currency currency : known) {
        String name = currency.getDisplayName(Locale.ENGLISH);
        // Java also knows currencies that are gone; it gives their years in brackets.
        if (!NO_MONEY.contains(currency.getCurrencyCode()) && !name.contains("(")) {
          names.put(currency.getCurrencyCode(), name);
        }
      }
      return java.util.Collections.unmodifiableMap(names);
    }
  }
}
