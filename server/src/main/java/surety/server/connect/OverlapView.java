package surety.server.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Precedence.Candidate;
import surety.server.connect.Precedence.Choice;

/// A kind of record that several connected systems have, as the page shows it.
///
/// @param kind its name in the form
/// @param same when records of two systems are the same
/// @param rule which system would count without a choice, and why
/// @param counts the name of the system that counts
/// @param chosen the system that was chosen, null where the rule decides
/// @param leftOut whether what only the others have is left out
/// @param systems those that can be chosen
public record OverlapView(
    String kind,
    String label,
    String same,
    String rule,
    String counts,
    @Nullable UUID chosen,
    boolean leftOut,
    List<Option> systems) {

  /// A system to choose.
  public record Option(UUID connection, String label) {}

  /// Copies the list.
  public OverlapView {
    systems = List.copyOf(systems);
  }

  static List<OverlapView> of(Precedence precedence) {
    return Arrays.stream(Fetch.values())
        .filter(fetch -> precedence.order(fetch).size() > 1)
        .map(fetch -> view(precedence, fetch))
        .toList();
  }

  private static OverlapView view(Precedence precedence, Fetch fetch) {
    Optional<Choice> choice = precedence.choice(fetch);
    List<Candidate> systems = precedence.order(fetch);
    return new OverlapView(
        fetch.key(),
        fetch.label(),
        same(fetch),
        rule(fetch),
        systems.getFirst().label(),
        choice.map(Choice::connection).orElse(null),
        choice.map(Choice::othersLeftOut).orElse(false),
        systems.stream().map(it -> new Option(it.connection(), it.label())).toList());
  }

  private static String same(Fetch fetch) {
    return switch (fetch) {
      case PEOPLE -> "Same name.";
      case PROJECTS -> "Same name, and the same client or one without client.";
      case INVOICES -> "Same number, and the same client or the same day of issue.";
      case DEALS -> "Same name, and the same client or one without client.";
      case TIME_ENTRIES -> "Time of the same person on the same day.";
      case BOOKINGS -> "Same person, and the same sort: work, leave or holidays.";
    };
  }

  private static String rule(Fetch fetch) {
    return switch (fetch) {
      case PEOPLE, PROJECTS, TIME_ENTRIES -> "a PSA before other systems, then the oldest";
      case INVOICES -> "accounting before a PSA, then the oldest";
      case DEALS -> "a CRM before a PSA, quotes and estimates last, then the oldest";
      case BOOKINGS -> "a booking tool before a PSA, then the oldest";
    };
  }
}
