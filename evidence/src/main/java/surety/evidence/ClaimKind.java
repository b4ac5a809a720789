package surety.evidence;

import java.util.Locale;

/// What makes a claim true.
public enum ClaimKind {
  /// Code or schema makes its violation fail; a probe tries the violation.
  ENFORCED,
  /// A setting makes it true; a probe reads the effective state.
  CONFIGURED,
  /// A person vouches for it.
  ATTESTED,
  /// It rests on what the server runs on; a probe if there is one, else a person.
  HOSTING;

  /// As it is written in files: lower case.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ClaimKind of(String text) {
    return Words.read(ClaimKind.class, text);
  }
}
