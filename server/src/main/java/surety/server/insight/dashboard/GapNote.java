package surety.server.insight.dashboard;

import surety.server.platform.Ephemeral;

/// What was missing, with its size and where to look.
///
/// @param sentence what is missing, how much, and what that does to the figures
/// @param names the people, projects or currencies concerned, the largest first; empty where none
/// @param exchangeRates whether an exchange rate would close the gap
public record GapNote(String sentence, String names, boolean exchangeRates) implements Ephemeral {
  @Override
  public String toString() {
    return "GapNote[...]";
  }
}
