package surety.server.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import surety.server.platform.Ephemeral;

/// What a program of a workspace that asks for its figures gets.
public sealed interface FigureAnswer {

  /// Figures. The access is recorded.
  ///
  /// @param startedAt before the reading's first request
  /// @param days the days that they cover, for people
  /// @param currency code of the currency of every amount
  /// @param figures those that the reader's permissions allow
  /// @param tables the tables behind them
  /// @param clients every client that is named in it
  /// @param projects every project that is named in it
  /// @param problems what could not be read and why, in sentences
  record Ready(
      Instant startedAt,
      String days,
      String currency,
      List<Figure> figures,
      List<Rows> tables,
      Set<String> clients,
      Set<String> projects,
      List<String> problems)
      implements FigureAnswer, Ephemeral {

    public Ready {
      figures = List.copyOf(figures);
      tables = List.copyOf(tables);
      clients = Set.copyOf(clients);
      projects = Set.copyOf(projects);
      problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
      return "Ready[startedAt=" + startedAt + "]";
    }
  }

  /// One question about the firm with its answer.
  ///
  /// @param numbers the answer: label, value and note of each
  /// @param coverage how much of the records went in, in sentences
  /// @param gaps what was missing and how much, in sentences that name nobody
  /// @param tables keys of the tables behind it
  /// @param unavailable why there is no answer; the rest is empty then
  record Figure(
      String key,
      String title,
      List<List<String>> numbers,
      List<String> coverage,
      List<String> gaps,
      List<String> tables,
      Optional<String> unavailable)
      implements Ephemeral {
    @Override
    public String toString() {
      return "Figure[" + key + "]";
    }
  }

  /// A table.
  ///
  /// @param rows texts and numbers; null where there is no number
  /// @param total a last row of sums, empty where sums mean nothing
  record Rows(
      String key,
      String caption,
      List<String> columns,
      List<List<@Nullable Object>> rows,
      List<@Nullable Object> total)
      implements Ephemeral {
    @Override
    public String toString() {
      return "Rows[" + key + "]";
    }
  }

  /// They are being read.
  record Underway() implements FigureAnswer {}

  /// They could not be read a moment ago.
  record Unreadable() implements FigureAnswer {}

  /// There is nothing to read.
  record NothingConnected() implements FigureAnswer {}
}
