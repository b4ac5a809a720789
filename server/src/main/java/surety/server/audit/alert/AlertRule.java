package surety.server.audit.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What raises an alert. The database knows the same rules, with the same numbers.
enum AlertRule {
  NETWORK(
      "Sign-in from a new network",
      "A member signs in from a network (a /24 or /48) from which it did not in the last 90 days."
          + " The first sign-in of a member has nothing to be compared with.",
      OptionalLong.empty()),
  READS(
      "Many records read",
      "A member, an API key or an agent reads more records within ten minutes than this.",
      // The figures of a firm with 60,000 hours are read anew every quarter of an hour.
      OptionalLong.of(100_000)),
  REFUSALS(
      "Many refusals",
      "A member, an API key or an agent is refused so many times within ten minutes.",
      OptionalLong.of(10)),
  SUPPORT(
      "Support access",
      "Somebody whom an owner let in as support does something: the first time on each day.",
      OptionalLong.empty());

  private static final long MOST = 1_000_000_000;

  private final String label;
  private final String description;
  private final OptionalLong usual;

  AlertRule(String label, String description, OptionalLong usual) {
    this.label = label;
    this.description = description;
    this.usual = usual;
  }

  /// The name in the table and in forms.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The name that people read.
  public String label() {
    return label;
  }

  /// When it comes true.
  public String description() {
    return description;
  }

  /// Its number unless an owner chose another; empty for a rule without one.
  OptionalLong usual() {
    return usual;
  }

  /// Whether an owner chooses a number.
  public boolean isCounting() {
    return usual.isPresent();
  }

  static Optional<AlertRule> ofKey(String key) {
    return Arrays.stream(values()).filter(rule -> rule.key().equals(key)).findFirst();
  }

  /// Reads a number that somebody typed; empty unless the rule can have it.
  static OptionalLong number(String text) {
    String digits = text.strip();
    long number = digits.matches("[0-9]{1,10}") ? Long.parseLong(digits) : 0;
    return number >= 1 && number <= MOST ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
