package surety.server.insight.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.insight.figures.Firm.eur;
import static surety.server.insight.figures.Firm.usd;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.insight.figures.Receivables.Age;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BalanceTest {

  private final Firm firm =
      new Firm()
          .person("Ana")
          .project("A", Billing.TIME_AND_MATERIALS)
          .project("B", Billing.TIME_AND_MATERIALS);

  private MonthSums.Billing billing(int month) {
    return firm.fold().months().stream()
        .filter(sums -> sums.month().equals(YearMonth.of(2026, month)))
        .findFirst()
        .orElseThrow()
        .billing();
  }

  private String open(Age age) {
    return firm.fold().receivables().of(age).amount().rounded(2).toPlainString();
  }

  @Test
  void what_is_earned_and_not_invoiced_is_in_progress_until_it_is_invoiced() {
    firm.time("Ana", "A", "2026-03-04", 10, 10, eur("100"));
    firm.invoice("2026-05-02", "2026-06-01", eur("1000"), eur("0"), "A");
    assertThat(billing(3).unbilled().rounded(2)).isEqualTo("1000.00");
    assertThat(billing(4).unbilled().rounded(2)).isEqualTo("1000.00");
    assertThat(billing(5).unbilled().rounded(2)).isEqualTo("0.00");
    assertThat(billing(5).invoiced().rounded(2)).isEqualTo("1000.00");
  }

  @Test
  void a_project_that_is_behind_and_one_that_is_ahead_are_not_netted() {
    firm.time("Ana", "A", "2026-05-04", 10, 10, eur("100"));
    firm.invoice("2026-05-02", "2026-06-01", eur("700"), eur("0"), "B");
    assertThat(billing(5).unbilled().rounded(2)).isEqualTo("1000.00");
    assertThat(billing(5).ahead().rounded(2)).isEqualTo("700.00");
  }

  @Test
  void a_credit_note_takes_back_what_was_invoiced() {
    firm.invoice("2026-05-02", "2026-06-01", eur("700"), eur("0"), "B");
    firm.invoice("2026-06-02", "2026-06-02", eur("-700"), eur("0"), "B");
    assertThat(billing(5).ahead().rounded(2)).isEqualTo("700.00");
    assertThat(billing(6).ahead().rounded(2)).isEqualTo("0.00");
    assertThat(billing(6).invoiced().rounded(2)).isEqualTo("-700.00");
  }

  @Test
  void a_project_that_began_before_the_data_has_no_balance_and_is_listed() {
    firm.fixedFee("Old", "1000", "2024-12-31", "2026-12-31");
    assertThat(billing(5).unbilled().rounded(2)).isEqualTo("0.00");
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.STARTED_BEFORE_DATA))
        .extracting(Gap::name)
        .containsExactly("Old");
  }

  @Test
  void a_project_with_an_invoice_that_cannot_be_converted_has_no_balance() {
    firm.invoice("2026-05-02", "2026-06-01", usd("700"), usd("0"), "B");
    assertThat(billing(5).ahead().signum()).isZero();
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.BALANCE_UNKNOWN)).hasSize(1);
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_EXCHANGE_RATE))
        .singleElement()
        .satisfies(gap -> assertThat(gap.amounts().get("USD")).isEqualByComparingTo("700"));
  }

  @Test
  void drafts_are_neither_invoiced_nor_owed() {
    firm.add(invoice(Invoice.State.DRAFT, "500", "500"));
    assertThat(billing(5).invoiced().signum()).isZero();
    assertThat(firm.fold().receivables().total().count()).isZero();
  }

  @Test
  void what_was_written_off_was_invoiced_and_is_no_longer_owed() {
    firm.add(invoice(Invoice.State.WRITTEN_OFF, "500", "500"));
    assertThat(billing(5).invoiced().rounded(2)).isEqualTo("500.00");
    assertThat(firm.fold().receivables().total().count()).isZero();
  }

  @Test
  void receivables_age_by_days_past_the_due_date() {
    owed("2026-06-18", "1");
    owed("2026-06-17", "2");
    owed("2026-05-19", "4");
    owed("2026-05-18", "8");
    owed("2026-04-19", "16");
    owed("2026-04-18", "32");
    owed("2026-03-20", "64");
    owed("2026-03-19", "128");
    assertThat(open(Age.NOT_DUE)).as("due today").isEqualTo("1.00");
    assertThat(open(Age.DAYS_1_TO_30)).isEqualTo("6.00");
    assertThat(open(Age.DAYS_31_TO_60)).isEqualTo("24.00");
    assertThat(open(Age.DAYS_61_TO_90)).isEqualTo("96.00");
    assertThat(open(Age.DAYS_OVER_90)).isEqualTo("128.00");
  }

  @Test
  void part_payments_leave_the_open_part_and_credits_stand_apart() {
    firm.invoice("2026-05-02", "2026-06-01", eur("1000"), eur("250.10"), "A");
    firm.invoice("2026-05-02", "2026-06-01", eur("-90"), eur("-90"), "A");
    assertThat(open(Age.DAYS_1_TO_30)).isEqualTo("250.10");
    assertThat(open(Age.CREDITS)).isEqualTo("-90.00");
    assertThat(firm.fold().receivables().total().amount().rounded(2)).isEqualTo("160.10");
  }

  @Test
  void an_open_amount_that_is_not_delivered_or_not_due_on_any_day_is_a_gap() {
    firm.invoice("2026-05-02", "2026-06-01", eur("1000"), null, "A");
    firm.add(
        new Invoice(
            "x",
            null,
            "Acme",
            "Acme",
            Invoice.State.OPEN,
            Firm.day("2026-05-01"),
            null,
            eur("70"),
            eur("70"),
            List.of(new Invoice.Line("A", eur("70"))),
            List.of()));
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_OPEN_AMOUNT)).hasSize(1);
    assertThat(open(Age.NO_DUE_DATE)).isEqualTo("70.00");
    assertThat(open(Age.DAYS_1_TO_30)).isEqualTo("0.00");
  }

  @Test
  void an_invoice_without_lines_is_invoiced_and_set_against_no_project() {
    firm.add(
        new Invoice(
            "x",
            null,
            "Acme",
            "Acme",
            Invoice.State.PAID,
            Firm.day("2026-05-01"),
            null,
            eur("70"),
            null,
            List.of(),
            List.of()));
    assertThat(billing(5).invoiced().rounded(2)).isEqualTo("70.00");
    assertThat(billing(5).ahead().signum()).isZero();
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_INVOICE_LINES)).hasSize(1);
  }

  private void owed(String due, String amount) {
    firm.invoice("2026-03-01", due, eur(amount), eur(amount), "A");
  }

  private static Invoice invoice(Invoice.State state, String total, String open) {
    return new Invoice(
        "x",
        null,
        "Acme",
        "Acme",
        state,
        Firm.day("2026-05-01"),
        Firm.day("2026-05-31"),
        eur(total),
        eur(open),
        List.of(new Invoice.Line("A", eur(total))),
        List.of());
  }
}
