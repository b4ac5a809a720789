package surety.server.insight.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.Booking;
import surety.server.connect.SourceRecord.Capacity;
import surety.server.connect.SourceRecord.Deal;
import surety.server.connect.SourceRecord.HourlyRate;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.Person;
import surety.server.connect.SourceRecord.Project;
import surety.server.connect.SourceRecord.TimeEntry;
import surety.server.insight.figures.Overlap.Why;

/// Two sources, 0 and 1, of which 0 counts for everything unless a test says otherwise.
@DisplayNameGeneration(ReplaceUnderscores.class)
class IntakeTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 6, 18);
  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);
  private static final Currency EUR = Currency.getInstance("EUR");

  private final Map<Fetch, Ranking> rankings = new EnumMap<>(Fetch.class);
  private List<Overlap> overlaps = List.of();

  IntakeTest() {
    for (Fetch fetch : Fetch.values()) {
      rankings.put(fetch, new Ranking(List.of(0, 1), false));
    }
  }

  private record From(int source, SourceRecord record) {}

  // Source 1 comes first on the wire: what counts does not depend on who answers first.
  private Aggregates figures(From... records) {
    Intake intake = new Intake(rankings);
    List<From> reversed = Stream.of(records).toList().reversed();
    reversed.stream()
        .filter(it -> isFirstPhase(it.record()))
        .forEach(it -> intake.accept(it.source(), it.record()));
    Fold fold =
        intake.fold(ExchangeRates.of(EUR, Map.of()), new Window(TODAY.minusMonths(3), TODAY));
    reversed.stream()
        .filter(it -> !isFirstPhase(it.record()))
        .forEach(it -> intake.accept(it.source(), it.record()));
    intake.finish();
    overlaps = intake.overlaps();
    return fold.finish();
  }

  private static boolean isFirstPhase(SourceRecord record) {
    return record instanceof Person || record instanceof Project;
  }

  private static From in(int source, SourceRecord record) {
    return new From(source, record);
  }

  private static Money eur(String amount) {
    return new Money(new BigDecimal(amount), EUR);
  }

  private static Person person(String id, String name, boolean contract, String... costs) {
    Duration eight = Duration.ofHours(8);
    List<Duration> week = List.of(eight, eight, eight, eight, eight, Duration.ZERO, Duration.ZERO);
    return new Person(
        id,
        name,
        true,
        false,
        contract ? List.of(new Capacity(null, null, week)) : List.of(),
        Stream.of(costs).map(rate -> new HourlyRate(null, null, eur(rate))).toList(),
        null);
  }

  private static Project project(String id, String name, @Nullable String client) {
    return new Project(
        id, name, client, client, false, Billing.TIME_AND_MATERIALS, EUR, null, null, null);
  }

  private static TimeEntry hour(String id, String person, String project) {
    Duration hour = Duration.ofHours(1);
    return new TimeEntry(id, person, project, DAY, hour, hour, eur("100"), null, true);
  }

  private static Invoice invoice(
      String number, String client, LocalDate issued, String total, Invoice.Line... lines) {
    return new Invoice(
        number + client,
        number,
        client,
        client,
        Invoice.State.OPEN,
        issued,
        TODAY,
        eur(total),
        eur(total),
        List.of(lines),
        List.of());
  }

  private static Deal deal(String id, String name, @Nullable String client, String value) {
    return new Deal(
        id,
        name,
        client,
        Deal.State.OPEN,
        eur(value),
        new BigDecimal("0.5"),
        null,
        TODAY.plusDays(1),
        null);
  }

  private static Booking booking(String id, String person, Booking.Kind kind, int hours) {
    return new Booking(id, person, null, kind, TODAY, TODAY, Duration.ofHours(hours), null, false);
  }

  private static BigDecimal open(Aggregates figures) {
    return figures.receivables().total().amount().rounded(2);
  }

  private static MonthSums june(Aggregates figures) {
    return figures.months().getLast();
  }

  @Test
  void an_invoice_of_two_sources_is_counted_once_as_the_first_has_it() {
    Aggregates figures =
        figures(
            in(0, invoice("INV-1", "Acme", DAY, "100.00")),
            in(1, invoice("inv-1 ", "Acme", DAY.minusDays(1), "100.01")),
            in(1, invoice("INV-2", "Acme", DAY, "30.00")));
    assertThat(open(figures)).isEqualByComparingTo("130.00");
    assertThat(june(figures).billing().invoiced().rounded(2)).isEqualByComparingTo("130.00");
    assertThat(overlaps).containsExactly(new Overlap(Fetch.INVOICES, 0, 1, Why.SAME, 1, 1));
  }

  @Test
  void invoices_of_other_clients_and_days_may_have_the_same_number() {
    Aggregates figures =
        figures(
            in(0, invoice("1001", "Acme", DAY, "100.00")),
            in(1, invoice("1001", "Byte Ltd", DAY.minusDays(1), "30.00")));
    assertThat(open(figures)).isEqualByComparingTo("130.00");
    assertThat(overlaps).isEmpty();
  }

  @Test
  void two_invoices_of_one_source_are_never_the_same() {
    Aggregates figures =
        figures(
            in(1, invoice("1", "Acme", DAY, "10.00")), in(1, invoice("1", "Acme", DAY, "10.00")));
    assertThat(open(figures)).isEqualByComparingTo("20.00");
  }

  @Test
  void an_invoice_falls_on_the_project_that_the_source_of_projects_names() {
    rankings.put(Fetch.PROJECTS, new Ranking(List.of(1, 0), false));
    From work = in(1, project("p", "Shop", "Acme"));
    From logged = in(1, hour("t", "x", "p"));
    From paper = in(0, invoice("1", "Acme", DAY, "60.00"));
    From known = in(1, invoice("1", "Acme", DAY, "60.00", new Invoice.Line("p", eur("60.00"))));
    assertThat(june(figures(work, logged, paper)).billing().unbilled().rounded(2))
        .isEqualByComparingTo("100.00");
    assertThat(june(figures(work, logged, paper, known)).billing().unbilled().rounded(2))
        .isEqualByComparingTo("40.00");
    From other = in(1, invoice("1", "Acme", DAY, "61.00", new Invoice.Line("p", eur("61.00"))));
    assertThat(june(figures(work, logged, paper, other)).billing().unbilled().rounded(2))
        .as("lines that do not add up to the total that counts are not taken")
        .isEqualByComparingTo("100.00");
  }

  @Test
  void what_only_others_have_can_be_left_out() {
    rankings.put(Fetch.INVOICES, new Ranking(List.of(0, 1), true));
    rankings.put(Fetch.DEALS, new Ranking(List.of(1, 0), true));
    Aggregates figures =
        figures(
            in(0, invoice("1", "Acme", DAY, "100.00")),
            in(1, invoice("2", "Acme", DAY, "30.00")),
            in(0, deal("d", "Relaunch", null, "10.00")));
    assertThat(open(figures)).isEqualByComparingTo("100.00");
    assertThat(figures.pipeline().months().getFirst().sum().count()).isZero();
    assertThat(overlaps)
        .containsExactlyInAnyOrder(
            new Overlap(Fetch.INVOICES, 0, 1, Why.LEFT_OUT, 1, 0),
            new Overlap(Fetch.DEALS, 1, 0, Why.LEFT_OUT, 1, 0));
  }

  @Test
  void a_deal_of_two_sources_is_counted_once_and_another_clients_is_another() {
    Aggregates figures =
        figures(
            in(0, deal("d", "Relaunch", "Acme", "10.00")),
            in(1, deal("e", "relaunch", null, "11.00")),
            in(1, deal("f", "Relaunch", "Byte Ltd", "4.00")));
    assertThat(figures.pipeline().months().getFirst().sum().weighted().rounded(2))
        .isEqualByComparingTo("7.00");
    assertThat(overlaps).containsExactly(new Overlap(Fetch.DEALS, 0, 1, Why.SAME, 1, 1));
  }

  @Test
  void deals_of_one_name_and_client_belong_together_by_what_they_are_worth() {
    figures(
        in(0, deal("a", "Support", "Acme", "10.00")),
        in(0, deal("b", "Support", "Acme", "20.00")),
        in(1, deal("c", "Support", "Acme", "20.00")),
        in(1, deal("d", "Support", "Acme", "10.00")));
    assertThat(overlaps).containsExactly(new Overlap(Fetch.DEALS, 0, 1, Why.SAME, 2, 0));
  }

  @Test
  void a_person_of_two_sources_has_one_contract_and_it_may_come_from_either() {
    Aggregates one = figures(in(0, person("a", "Mia Berg", true)));
    assertThat(figures(in(0, person("a", "Mia Berg", true)), in(1, person("b", "mia  berg", true))))
        .extracting(Aggregates::weeks)
        .isEqualTo(one.weeks());
    assertThat(figures(in(0, person("a", "Mia Berg", false)), in(1, person("b", "Mia Berg", true))))
        .extracting(Aggregates::weeks)
        .isEqualTo(one.weeks());
    assertThat(overlaps).containsExactly(new Overlap(Fetch.PEOPLE, 0, 1, Why.SAME, 1, 0));
  }

  @Test
  void time_of_one_person_and_day_is_counted_once_wherever_it_was_logged() {
    Aggregates figures =
        figures(
            in(0, person("a", "Mia Berg", true)),
            in(1, person("b", "Mia Berg", true)),
            in(1, person("c", "Ole Dahl", true)),
            in(0, project("p", "Shop", "Acme")),
            in(1, project("q", "Shop", null)),
            in(0, hour("t1", "a", "p")),
            in(0, hour("t2", "a", "p")),
            in(1, hour("t3", "b", "q")),
            in(1, hour("t4", "c", "q")),
            in(1, hour("t5", "c", "q")));
    assertThat(june(figures).time().worked()).isEqualTo(4 * 3600);
    assertThat(june(figures).revenue().byTheHour().rounded(2)).isEqualByComparingTo("400.00");
    assertThat(figures.work()).as("one project").hasSize(1);
    assertThat(overlaps).contains(new Overlap(Fetch.TIME_ENTRIES, 0, 1, Why.SAME, 1, 0));
  }

  @Test
  void bookings_of_one_person_and_sort_come_from_one_source() {
    Aggregates figures =
        figures(
            in(0, person("a", "Mia Berg", true)),
            in(1, person("b", "Mia Berg", true)),
            in(0, booking("b1", "a", Booking.Kind.WORK, 2)),
            in(1, booking("b2", "b", Booking.Kind.WORK, 3)),
            in(1, booking("b3", "b", Booking.Kind.LEAVE, 4)));
    CapacityWeek week = figures.weeks().getFirst();
    assertThat(week.confirmed()).isEqualTo(2 * 3600);
    assertThat(week.contracted() - week.available()).isEqualTo(4 * 3600);
    assertThat(overlaps).contains(new Overlap(Fetch.BOOKINGS, 0, 1, Why.SAME, 1, 0));
  }
}
