package surety.server.connect;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Coverage.Finding;
import surety.server.connect.Coverage.Reach;
import surety.server.connect.FetchReport.Reason;

/// One of the six fetches in a table of what can be read.
///
/// @param badge the style of the reach
/// @param records how many the source has, null where it does not tell
/// @param note what stands in, what is missing, or why there is nothing; may be empty
public record CoverageLine(
    String fetch, String reach, String badge, @Nullable Integer records, String note) {

  static CoverageLine of(Fetch fetch, Reach reach, String note) {
    return new CoverageLine(
        fetch.label(), reach.label(), badge(reach), null, capability(reach, note));
  }

  static List<CoverageLine> of(Coverage coverage) {
    return Arrays.stream(Fetch.values()).map(fetch -> line(fetch, coverage.of(fetch))).toList();
  }

  private static CoverageLine line(Fetch fetch, Finding finding) {
    return new CoverageLine(
        fetch.label(),
        finding.reach().label(),
        badge(finding.reach()),
        finding.records().isPresent() ? finding.records().getAsInt() : null,
        note(finding));
  }

  private static String note(Finding finding) {
    if (finding.reach() == Reach.LIMITED) {
      return "Without: " + String.join(", ", finding.without()).replace('_', ' ') + ".";
    }
    if (finding.reach() == Reach.UNSUPPORTED || finding.reason().isEmpty()) {
      return capability(finding.reach(), finding.note());
    }
    return finding.reason().map(Reason::sentence).orElse("");
  }

  private static String capability(Reach reach, String note) {
    return note.isEmpty() || reach == Reach.UNSUPPORTED ? note : "Approximated by " + note + ".";
  }

  private static String badge(Reach reach) {
    return switch (reach) {
      case READABLE -> "ok";
      case LIMITED, FORBIDDEN -> "warn";
      case FAILED -> "bad";
      case UNSUPPORTED -> "muted";
    };
  }
}
