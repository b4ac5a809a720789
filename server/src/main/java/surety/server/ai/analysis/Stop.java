package surety.server.ai.analysis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import surety.server.ai.gateway.Ending;

/// Why there is no answer, as the page tells it.
///
/// @param status of the page
/// @param title what happened, in a few words
/// @param sentences what is known of it, and what to do
/// @param place where to look, below the workspace: `connections`, `settings/ai`, or empty
/// @param retryAfter when to try again, if that is known
record Stop(
    int status, String title, List<String> sentences, String place, Optional<Duration> retryAfter) {

  private static final String CONNECTIONS = "connections";
  private static final String SETTINGS = "settings/ai";

  Stop {
    sentences = List.copyOf(sentences);
  }

  private static Stop of(int status, String title, String place, String... sentences) {
    return new Stop(status, title, List.of(sentences), place, Optional.empty());
  }

  // The page says what is missing in place of the form.
  static Stop notSetUp() {
    return of(409, "No model was asked", "");
  }

  static Stop wrongChoice() {
    return of(422, "No model was asked", "", "Choose a time and a model from the lists.");
  }

  static Stop nothingConnected() {
    return of(
        409,
        "There are no figures yet",
        CONNECTIONS,
        "No system is connected. Connect a PSA, CRM or accounting system first.");
  }

  static Stop stillReading() {
    return of(
        503,
        "The figures are still being read",
        "",
        "Your systems take longer than usual. No model was asked; try again in a minute.");
  }

  static Stop unreadable(List<String> reasons) {
    return new Stop(502, "Your systems could not be read", reasons, CONNECTIONS, Optional.empty());
  }

  static Stop of(Ending.Failed failed) {
    return switch (failed.code()) {
      case "limit_reached" ->
          new Stop(
              429,
              "A limit of this workspace is reached",
              List.of(failed.sentence() + " Nothing was sent."),
              SETTINGS,
              failed.retryAfter());
      case "names_unavailable" ->
          of(503, "The names cannot be had", CONNECTIONS, failed.sentence());
      case "name_would_leave", "not_proven" ->
          of(
              409,
              "The request was stopped",
              "",
              failed.sentence() + " The trail has an entry about it, without the name.");
      case "provider_not_set", "attestation_missing", "provider_refused", "provider_key_refused" ->
          of(409, "The provider was not asked, or refused", SETTINGS, failed.sentence());
      default ->
          new Stop(
              failed.status(),
              "The provider did not answer",
              List.of(failed.sentence()),
              "",
              failed.retryAfter());
    };
  }

  /// How long to wait, in words; empty if that is not known.
  public String later() {
    return retryAfter.map(Stop::words).orElse("");
  }

  private static String words(Duration wait) {
    long minutes = wait.plusSeconds(59).toMinutes();
    if (minutes <= 1) {
      return "Try again in a minute.";
    }
    return minutes < 100
        ? "Try again in " + minutes + " minutes."
        : "Try again in " + (minutes + 59) / 60 + " hours.";
  }
}
