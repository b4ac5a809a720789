package surety.sandbox.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What it took a server to start, as it says itself, in milliseconds.
///
/// @param all since its process began, with PostgreSQL's part
/// @param postgres until PostgreSQL took statements, its files made if there were none
/// @param migrations until the schema was this build's
/// @param awaited how long the rest of the server had to wait for both
record StartTimes(long all, long postgres, long migrations, long awaited) {

  private static final Pattern LINE =
      Pattern.compile(
          "ready in (\\d+\\.\\d{3}) s \\(PostgreSQL (\\d+\\.\\d{3}) s,"
              + " migrations (\\d+\\.\\d{3}) s, waited for both (\\d+\\.\\d{3}) s\\)");

  /// Out of a line of the server's log that tells them.
  static Optional<StartTimes> in(String line) {
    Matcher times = LINE.matcher(line);
    return times.find()
        ? Optional.of(
            new StartTimes(millis(times, 1), millis(times, 2), millis(times, 3), millis(times, 4)))
        : Optional.empty();
  }

  /// What the server did beside waiting for PostgreSQL to start. PostgreSQL starts while the server
  /// does other things, and the migrations come last: what was waited for first is them.
  long besidePostgres() {
    return all - Math.max(0, awaited - migrations);
  }

  /// For the summary of a check.
  Map<String, Long> summary() {
    Map<String, Long> summary = new LinkedHashMap<>();
    summary.put("in all", all);
    summary.put("PostgreSQL", postgres);
    summary.put("migrations", migrations);
    summary.put("waited for both", awaited);
    summary.put("beside waiting for PostgreSQL", besidePostgres());
    return summary;
  }

  private static long millis(Matcher times, int group) {
    return Long.parseLong(times.group(group).replace(".", ""));
  }
}
