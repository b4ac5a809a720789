package surety.server.insight.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import surety.server.connect.Fetch;
import surety.server.insight.figures.Aggregates;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.Range;
import surety.server.platform.Ephemeral;

/// All cards of one range. What a reader may not see is not in it.
///
/// @param days the days that it covers, for people
/// @param currency the reporting currency's code
public record Dashboard(String days, String currency, List<Card> cards) implements Ephemeral {

  private static final Map<String, Set<Fetch>> NEEDS =
      Map.of(
          UtilisationCard.KEY, Set.of(Fetch.PEOPLE, Fetch.TIME_ENTRIES),
          RatesCard.KEY, Set.of(Fetch.PROJECTS, Fetch.TIME_ENTRIES),
          RevenueCard.KEY, Set.of(Fetch.PROJECTS, Fetch.TIME_ENTRIES, Fetch.INVOICES),
          MarginCard.KEY, Set.of(Fetch.PROJECTS, Fetch.TIME_ENTRIES, Fetch.PEOPLE),
          ReceivablesCard.KEY, Set.of(Fetch.INVOICES),
          PipelineCard.KEY, Set.of(Fetch.DEALS),
          CapacityCard.KEY, Set.of(Fetch.PEOPLE, Fetch.BOOKINGS));

  private static final Set<String> TABLES =
      Set.of(
          UtilisationCard.KEY,
          RatesCard.KEY,
          RatesCard.BY_PROJECT,
          RevenueCard.KEY,
          ReceivablesCard.KEY,
          ReceivablesCard.BY_CLIENT,
          PipelineCard.KEY,
          CapacityCard.KEY);

  /// Copies the list.
  public Dashboard {
    cards = List.copyOf(cards);
  }

  /// The dashboard of a range.
  ///
  /// @param missing what could not be read: a card that rests on it says so and shows no figure
  public static Dashboard of(Aggregates figures, Range range, Set<Fetch> missing) {
    CardMaker maker = new CardMaker(figures, range, missing);
    String days = Formats.day(range.from(figures.asOf())) + " – " + Formats.day(figures.asOf());
    return new Dashboard(days, figures.currency().getCurrencyCode(), cards(maker, missing));
  }

  /// The kinds of record that a card rests on.
  ///
  /// @throws NullPointerException if there is no such card
  public static Set<Fetch> needs(String card) {
    return Objects.requireNonNull(NEEDS.get(card));
  }

  private static List<Card> cards(CardMaker maker, Set<Fetch> missing) {
    List<Slot> slots = new ArrayList<>();
    slots.add(
        new Slot(
            UtilisationCard.KEY,
            UtilisationCard.TITLE,
            List.of(Metric.UTILISATION),
            () -> new UtilisationCard(maker).card()));
    slots.add(
        new Slot(
            RatesCard.KEY,
            RatesCard.TITLE,
            List.of(Metric.BILLABLE_RATE, Metric.EFFECTIVE_RATE),
            () -> new RatesCard(maker).card()));
    slots.add(
        new Slot(
            RevenueCard.KEY,
            RevenueCard.TITLE,
            List.of(Metric.REVENUE, Metric.WORK_IN_PROGRESS),
            () -> new RevenueCard(maker).card()));
    maker
        .figures()
        .costs()
        .ifPresent(
            rows ->
                slots.add(
                    new Slot(
                        MarginCard.KEY,
                        MarginCard.TITLE,
                        List.of(Metric.MARGIN),
                        () -> new MarginCard(maker, rows).card())));
    slots.add(
        new Slot(
            ReceivablesCard.KEY,
            ReceivablesCard.TITLE,
            List.of(Metric.RECEIVABLES),
            () -> new ReceivablesCard(maker).card()));
    slots.add(
        new Slot(
            PipelineCard.KEY,
            PipelineCard.TITLE,
            List.of(Metric.PIPELINE),
            () -> new PipelineCard(maker).card()));
    slots.add(
        new Slot(
            CapacityCard.KEY,
            CapacityCard.TITLE,
            List.of(Metric.CAPACITY),
            () -> new CapacityCard(maker).card()));
    return slots.stream().map(slot -> slot.card(missing)).toList();
  }

  // A figure of half of its inputs would be wrong and look right.
  private record Slot(String key, String title, List<Metric> metrics, Supplier<Card> card) {

    Card card(Set<Fetch> missing) {
      String lacking =
          needs(key).stream()
              .sorted()
              .filter(missing::contains)
              .map(fetch -> fetch.label().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(" and "));
      return lacking.isEmpty()
          ? card.get()
          : Card.unavailable(
              key, title, metrics, "Not shown: " + lacking + " could not be read, see above.");
    }
  }

  /// Whether there is a table with this key.
  ///
  /// @param costs whether the reader may see costs
  public static boolean hasTable(String key, boolean costs) {
    return TABLES.contains(key) || (costs && MarginCard.TABLES.contains(key));
  }

  /// One table by its key; empty where there is none, or none for this reader.
  public Optional<Table> table(String key) {
    return tables().filter(table -> table.key().equals(key)).findFirst();
  }

  private Stream<Table> tables() {
    return cards.stream().flatMap(card -> card.tables().stream());
  }

  /// The number at the head of each card.
  public List<Headline> headlines() {
    return cards.stream()
        .filter(card -> !card.stats().isEmpty())
        .map(card -> new Headline(card.key(), brief(card.key()), card.stats().getFirst()))
        .toList();
  }

  private static String brief(String key) {
    return Character.toUpperCase(key.charAt(0)) + key.substring(1);
  }

  /// A number with the card that explains it.
  public record Headline(String card, String title, Card.Stat stat) {}

  @Override
  public String toString() {
    return "Dashboard[" + days + "]";
  }
}
