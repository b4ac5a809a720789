package surety.server.ai.mcp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import surety.server.connect.Fetch;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.State;
import surety.server.connect.SourceRecord;
import surety.server.platform.Ephemeral;

/// The records of a kind that one reading of a workspace's systems delivered.
///
/// @param startedAt before the first request
/// @param until when they have to be forgotten
/// @param parts one for each connected system, oldest connection first
record Records(Fetch fetch, Instant startedAt, Instant until, List<Part> parts)
    implements Ephemeral {

  /// What one system delivered.
  ///
  /// @param vendor whose system it is
  record Part(String vendor, List<SourceRecord> records, FetchReport report) implements Ephemeral {
    Part {
      records = List.copyOf(records);
    }

    @Override
    public String toString() {
      return "Part[" + vendor + "]";
    }
  }

  Records {
    parts = List.copyOf(parts);
  }

  int size() {
    return parts.stream().mapToInt(part -> part.records().size()).sum();
  }

  /// Whether no system delivered anything, because of faults.
  boolean nothingRead() {
    return parts.stream().noneMatch(part -> isRead(part.report()))
        && parts.stream().anyMatch(part -> part.report().state() == State.FAILED);
  }

  private static boolean isRead(FetchReport report) {
    return report.state() == State.COMPLETE || report.state() == State.PARTIAL;
  }

  /// What is missing, in sentences.
  List<String> incomplete() {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      FetchReport report = parts.get(i).report();
      if (report.state() != State.COMPLETE) {
        sentences.add(
            "system "
                + (i + 1)
                + ", "
                + fetch.label().toLowerCase(Locale.ROOT)
                + ": "
                + report.notes().stream()
                    .map(note -> note.reason().sentence())
                    .distinct()
                    .collect(Collectors.joining(" ")));
      }
    }
    return sentences;
  }

  @Override
  public String toString() {
    return "Records[" + fetch + "]";
  }
}
