package surety.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.connect.Fetch;
import surety.server.connect.FetchReport;
import surety.server.insight.dashboard.Card;
import surety.server.insight.dashboard.Dashboard;
import surety.server.insight.dashboard.Table;
import surety.server.insight.figures.Aggregates;
import surety.server.insight.figures.Metric;
import surety.server.insight.figures.Range;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardPageTest {

  private static final Aggregates FIGURES = Pages.madeUp();
  private static final Held HELD = Pages.held(FIGURES);
  private static final Pages PAGES = new Pages();

  private static String page(Range range) {
    return PAGES.render("insight/dashboard", PAGES.view(HELD, FIGURES, range));
  }

  @Test
  void every_card_has_numbers_a_chart_a_table_and_a_definition() {
    Dashboard dashboard = Dashboard.of(FIGURES, Range.SIX_MONTHS, Set.of());
    assertThat(dashboard.cards()).hasSize(7);
    assertThat(dashboard.cards())
        .allSatisfy(card -> assertThat(card.stats()).isNotEmpty())
        .allSatisfy(card -> assertThat(card.charts()).isNotEmpty())
        .allSatisfy(card -> assertThat(card.tables()).isNotEmpty())
        .allSatisfy(card -> assertThat(card.metrics()).isNotEmpty());
  }

  @Test
  void every_metric_is_defined_on_the_page_with_its_id_and_version() {
    String page = page(Range.SIX_MONTHS);
    for (Metric metric : Metric.values()) {
      assertThat(page).contains(metric.id(), metric.label());
    }
  }

  @Test
  void every_table_is_known_by_its_key_and_those_with_costs_to_their_readers_alone() {
    for (Card card : Dashboard.of(FIGURES, Range.SIX_MONTHS, Set.of()).cards()) {
      for (Table table : card.tables()) {
        assertThat(Dashboard.hasTable(table.key(), true)).as(table.key()).isTrue();
        assertThat(Dashboard.hasTable(table.key(), false))
            .as(table.key())
            .isNotEqualTo(card.key().equals("margin"));
      }
    }
    assertThat(Dashboard.hasTable("nothing", true)).isFalse();
  }

  @Test
  void every_row_of_every_table_has_a_cell_for_each_column() {
    for (Card card : Dashboard.of(FIGURES, Range.TWELVE_MONTHS, Set.of()).cards()) {
      for (Table table : card.tables()) {
        assertThat(table.rows()).isNotEmpty();
        assertThat(table.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(table.columns()));
        table.total().ifPresent(row -> assertThat(row).hasSameSizeAs(table.columns()));
      }
    }
  }

  @Test
  void the_page_needs_no_inline_style_and_no_inline_script() {
    assertThat(page(Range.TWELVE_MONTHS))
        .doesNotContainPattern(Pattern.compile("<[^>]*\\sstyle="))
        .doesNotContain("<style")
        .doesNotContainPattern(Pattern.compile("<script(?![^>]*src)"))
        .doesNotContainPattern(Pattern.compile("<[^>]*\\son[a-z]+="));
  }

  @Test
  void ids_on_the_page_are_unique() {
    List<String> ids =
        Pattern.compile("\\sid=\"([^\"]+)\"")
            .matcher(page(Range.SIX_MONTHS))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void who_may_not_see_costs_gets_a_page_that_does_not_know_of_margins() {
    String page =
        PAGES.render("insight/dashboard", PAGES.view(HELD, HELD.plain(), Range.SIX_MONTHS));
    assertThat(page).doesNotContainIgnoringCase("cost of time").doesNotContain("id=\"margin");
    assertThat(Dashboard.of(HELD.plain(), Range.SIX_MONTHS, Set.of()).table("margin-by-client"))
        .isEmpty();
    assertThat(page(Range.SIX_MONTHS)).contains("Cost of time");
  }

  @Test
  void a_card_that_rests_on_what_could_not_be_read_shows_no_figure_and_says_so() {
    Held partial =
        Pages.held(
            FIGURES,
            Pages.report(Fetch.INVOICES, FetchReport.State.FAILED, FetchReport.Reason.FORBIDDEN));
    String page = PAGES.render("insight/dashboard", PAGES.view(partial, FIGURES, Range.SIX_MONTHS));
    assertThat(page)
        .contains("Productive.io, invoices: not read. The credentials do not permit reading this.")
        .contains("Not shown: invoices could not be read")
        .doesNotContain("id=\"chart-receivables")
        .contains("id=\"chart-utilisation");
  }

  @Test
  void utilisation_says_so_where_leave_is_not_known() {
    Card card = Dashboard.of(FIGURES, Range.SIX_MONTHS, Set.of(Fetch.BOOKINGS)).cards().getFirst();
    assertThat(card.stats()).isNotEmpty();
    assertThat(card.coverage()).anyMatch(line -> line.text().startsWith("Leave and public"));
  }

  @Test
  void what_no_hour_tells_is_not_known_and_not_zero() {
    Dashboard dashboard = Dashboard.of(Pages.madeUpWithoutBilling(), Range.SIX_MONTHS, Set.of());
    Card revenue =
        dashboard.cards().stream().filter(card -> card.key().equals("revenue")).findAny().get();
    assertThat(revenue.stats().stream().filter(stat -> stat.value().equals("–")))
        .extracting(Card.Stat::label)
        .containsExactly("revenue", "work in progress", "billed ahead");
    assertThat(Dashboard.of(FIGURES, Range.SIX_MONTHS, Set.of()).cards())
        .flatExtracting(Card::stats)
        .extracting(Card.Stat::value)
        .doesNotContain("–");
  }

  @Test
  void the_page_says_as_of_when_and_from_where() {
    assertThat(page(Range.SIX_MONTHS))
        .contains("18 June 2026, 14:01 UTC", "read 3 minutes ago", "from Productive.io");
  }

  @Test
  void the_chosen_range_is_marked() {
    assertThat(page(Range.TWELVE_MONTHS))
        .containsPattern("range=12\"[^>]*aria-current=\"true\"|aria-current=\"true\"[^>]*range=12");
  }
}
