package surety.server.posture.view;

import java.util.Locale;

/// How a state of a claim is shown. The states themselves follow from the ledger and the clock
/// alone; this is only their dress. Order is that of the page: the worst first.
public enum ShownState {
  FAILING("bad", "An attack got through, or we could not check for too long."),
  UNPROVEN("open", "Not shown to hold for this build and configuration."),
  EXPIRED("gone", "The evidence is too old to mean anything."),
  STALE("warn", "The last proof is older than it should be, and nothing speaks against it."),
  ATTESTED("info", "A person says so, and until when. Nothing tests it."),
  PROVEN("ok", "Attacked in time, held, and the attack is known to be able to succeed."),
  WITHDRAWN("gone", "No longer claimed. Kept here for twelve months.");

  private final String tone;
  private final String meaning;

  ShownState(String tone, String meaning) {
    this.tone = tone;
    this.meaning = meaning;
  }

  /// The word for it, lower case.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The style class that colours it.
  public String tone() {
    return tone;
  }

  /// What it means, a sentence.
  public String meaning() {
    return meaning;
  }

  /// Whether it is the one state that stands for a proof.
  public boolean isProven() {
    return this == PROVEN;
  }
}
