package surety.server.insight.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.insight.figures.Firm.eur;
import static surety.server.insight.figures.Firm.usd;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.HourlyRate;
import surety.server.connect.SourceRecord.Person;
import surety.server.connect.SourceRecord.Project;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MarginTest {

  private final Firm firm =
      new Firm()
          .person("Ana", "40")
          .person("Bo", "50")
          .person("Cy", "60")
          .project("T", Billing.TIME_AND_MATERIALS);

  private List<CostRow> rows() {
    return firm.fold().costs().orElseThrow();
  }

  private CostRow.Span row(String project) {
    return rows().stream()
        .filter(row -> row.project().equals(project))
        .findFirst()
        .orElseThrow()
        .total(Range.THREE_MONTHS);
  }

  private void everybody(String project, String day) {
    for (String person : List.of("Ana", "Bo", "Cy")) {
      firm.time(person, project, day, 10, 10, eur("100"));
    }
  }

  @Test
  void margin_is_revenue_less_hours_times_the_cost_rate_of_the_day() {
    everybody("T", "2026-05-04");
    assertThat(row("T").cost().rounded(2)).isEqualTo("1500.00");
    assertThat(row("T").margin().rounded(2)).isEqualTo("1500.00");
    assertThat(row("T").marginRatio().percent(1)).hasValue(new BigDecimal("50.0"));
    assertThat(row("T").atMost()).isFalse();
  }

  @Test
  void a_raise_holds_from_its_day_on() {
    HourlyRate before = new HourlyRate(null, LocalDate.of(2026, 5, 3), eur("10"));
    HourlyRate after = new HourlyRate(LocalDate.of(2026, 5, 4), null, eur("20"));
    firm.add(new Person("Di", "Di", true, false, Firm.week(8), List.of(before, after), null));
    everybody("T", "2026-05-04");
    firm.time("Di", "T", "2026-05-03", 1, 0).time("Di", "T", "2026-05-04", 1, 0);
    assertThat(row("T").cost().rounded(2)).isEqualTo("1530.00");
  }

  @Test
  void a_missing_cost_rate_is_not_zero_and_makes_the_margin_an_upper_bound() {
    everybody("T", "2026-05-04");
    firm.person("New", null).time("New", "T", "2026-05-05", 10, 10, eur("100"));
    assertThat(row("T").revenue().rounded(2)).isEqualTo("4000.00");
    assertThat(row("T").cost().rounded(2)).isEqualTo("1500.00");
    assertThat(row("T").atMost()).isTrue();
    assertThat(row("T").coverage().percent(0)).hasValue(new BigDecimal("75"));
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_COST_RATE))
        .singleElement()
        .satisfies(gap -> assertThat(gap.name()).isEqualTo("New"))
        .satisfies(gap -> assertThat(gap.seconds()).isEqualTo(36_000));
  }

  @Test
  void a_cost_rate_in_a_currency_without_an_exchange_rate_is_missing_too() {
    everybody("T", "2026-05-04");
    HourlyRate rate = new HourlyRate(null, null, usd("30"));
    firm.add(new Person("Us", "Us", true, false, Firm.week(8), List.of(rate), null));
    firm.time("Us", "T", "2026-05-04", 10, 10, eur("100"));
    assertThat(row("T").cost().rounded(2)).isEqualTo("1500.00");
    assertThat(row("T").atMost()).isTrue();
    firm.rate(Firm.USD, "2026-05-01", "0.9");
    assertThat(row("T").cost().rounded(2)).isEqualTo("1770.00");
    assertThat(row("T").atMost()).isFalse();
  }

  @Test
  void hours_whose_bill_rate_is_missing_leave_both_sides() {
    everybody("T", "2026-05-04");
    firm.time("Ana", "T", "2026-05-05", 10, 10);
    assertThat(row("T").cost().rounded(2)).isEqualTo("1500.00");
    assertThat(row("T").leftOut()).isEqualTo(36_000);
    assertThat(row("T").coverage().percent(0)).hasValue(new BigDecimal("75"));
  }

  @Test
  void margin_is_blank_at_no_revenue_and_the_cost_of_free_work_counts_for_the_client() {
    firm.project("Free", Billing.NON_BILLABLE);
    everybody("T", "2026-05-04");
    for (String person : List.of("Ana", "Bo", "Cy")) {
      firm.time(person, "Free", "2026-05-05", 2, 0);
    }
    assertThat(row("Free").marginRatio().percent(1)).isEmpty();
    assertThat(row("Free").margin().rounded(2)).isEqualTo("-300.00");
    assertThat(CostRow.total(rows(), Range.THREE_MONTHS).margin().rounded(2)).isEqualTo("1200.00");
  }

  @Test
  void work_for_a_client_who_never_pays_is_internal_and_in_no_margin() {
    firm.add(
        new Project(
            "Own", "Own", "Us", "Us", false, Billing.NON_BILLABLE, Firm.EUR, null, null, null));
    everybody("T", "2026-05-04");
    everybody("Own", "2026-05-05");
    firm.person("New", null).time("New", "Own", "2026-05-05", 10, 0);
    assertThat(rows()).extracting(CostRow::client).containsExactly("Acme");
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_COST_RATE)).isEmpty();
  }

  @Test
  void the_cost_of_one_or_two_people_is_never_a_line_of_its_own() {
    firm.project("Solo", Billing.TIME_AND_MATERIALS);
    everybody("T", "2026-05-04");
    firm.time("Ana", "Solo", "2026-05-05", 10, 10, eur("100"));
    assertThat(rows())
        .as("the second project joins, or it could be had by subtracting it from the client")
        .singleElement()
        .satisfies(row -> assertThat(row.projects()).isEqualTo(2))
        .satisfies(row -> assertThat(row.project()).isEmpty());
  }

  @Test
  void one_person_in_one_span_is_enough_to_protect_a_project_in_all_of_them() {
    everybody("T", "2026-05-04");
    firm.project("Old", Billing.TIME_AND_MATERIALS);
    everybody("Old", "2026-05-04");
    firm.time("Ana", "Old", "2026-01-05", 10, 10, eur("100"));
    everybody("T", "2026-01-05");
    assertThat(rows())
        .as("six months less three would be Ana alone")
        .singleElement()
        .satisfies(row -> assertThat(row.projects()).isEqualTo(2));
  }

  @Test
  void a_client_that_is_too_small_joins_the_other_clients() {
    client("Small").client("Large");
    everybody("Large", "2026-05-04");
    everybody("T", "2026-05-04");
    firm.time("Ana", "Small", "2026-05-05", 10, 10, eur("100"));
    assertThat(rows()).hasSize(2);
    assertThat(rows()).anySatisfy(row -> assertThat(row.client()).isEmpty());
    assertThat(rows()).noneSatisfy(row -> assertThat(row.client()).isEqualTo("Small"));
  }

  @Test
  void no_line_is_shown_where_all_together_are_too_few() {
    firm.time("Ana", "T", "2026-05-04", 10, 10, eur("100"));
    assertThat(rows()).isEmpty();
  }

  /// Whatever the firm looks like, nobody who subtracts shown figures from each other gets at fewer
  /// than three people: each line holds at least three in each span, and lines do not overlap.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void every_line_holds_enough_people_in_every_span_and_nothing_is_lost(long seed) {
    Random random = new Random(seed);
    Firm made = new Firm();
    for (int person = 0; person < 9; person++) {
      made.person("p" + person, "50");
    }
    BigDecimal hours = BigDecimal.ZERO;
    for (int project = 0; project < 12; project++) {
      String name = "x" + project;
      String client = "c" + random.nextInt(5);
      made.add(
          new Project(
              name,
              name,
              client,
              client,
              false,
              Billing.TIME_AND_MATERIALS,
              Firm.EUR,
              null,
              null,
              null));
      for (int entry = random.nextInt(8); entry > 0; entry--) {
        String day = Firm.TODAY.minusDays(random.nextInt(360)).toString();
        made.time("p" + random.nextInt(9), name, day, 1, 1, eur("100"));
        hours = hours.add(BigDecimal.ONE);
      }
    }
    List<CostRow> rows = made.fold().costs().orElseThrow();
    assertThat(rows)
        .flatExtracting(CostRow::spans)
        .allSatisfy(span -> assertThat(span.costed() == 0 || span.people() >= 3).isTrue());
    assertThat(CostRow.total(rows, Range.TWELVE_MONTHS).costed())
        .isEqualTo(hours.longValue() * 3600);
  }

  @Test
  void readers_without_the_permission_get_figures_that_hold_no_cost() {
    everybody("T", "2026-05-04");
    firm.person("New", null).time("New", "T", "2026-05-05", 10, 10, eur("100"));
    Aggregates plain = firm.fold().withoutCosts();
    assertThat(plain.costs()).isEmpty();
    assertThat(plain.gaps(Range.THREE_MONTHS, Gap.Kind.NO_COST_RATE)).isEmpty();
    assertThat(plain.total(Range.THREE_MONTHS).revenue().total().rounded(2)).isEqualTo("4000.00");
  }

  private MarginTest client(String name) {
    firm.add(
        new Project(
            name, name, name, name, false, Billing.TIME_AND_MATERIALS, Firm.EUR, null, null, null));
    return this;
  }
}
