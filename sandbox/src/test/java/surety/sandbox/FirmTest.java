package surety.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FirmTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 18);
  private static final Firm FIRM = Firm.generate(1, TODAY);

  @Test
  void it_has_the_promised_size() {
    assertThat(FIRM.people()).filteredOn(person -> !person.placeholder()).hasSize(25);
    assertThat(FIRM.projects()).hasSize(40);
    assertThat(FIRM.timeEntries()).hasSize(60_000);
    assertThat(FIRM.invoices()).hasSize(1_200);
    assertThat(FIRM.deals()).hasSize(150);
    assertThat(FIRM.bookings()).hasSizeGreaterThan(800);
  }

  @Test
  void any_seed_and_day_give_a_firm_of_that_size() {
    for (int seed = 2; seed < 12; seed++) {
      Firm firm = Firm.generate(seed, TODAY.plusDays(seed * 37L));
      assertThat(firm.timeEntries()).hasSize(60_000);
      assertThat(firm.invoices()).hasSize(1_200);
      assertThat(firm.deals()).hasSize(150);
      assertInvoicesAddUp(firm);
    }
  }

  @Test
  void the_same_seed_and_day_give_the_same_firm_and_another_seed_another() {
    assertThat(Firm.generate(1, TODAY)).isEqualTo(FIRM);
    assertThat(Firm.generate(2, TODAY)).isNotEqualTo(FIRM);
    assertThat(Firm.generate(1, TODAY.plusDays(1))).isNotEqualTo(FIRM);
  }

  @Test
  void it_covers_the_three_years_that_end_today_and_books_beyond() {
    assertThat(FIRM.timeEntries().getFirst().day())
        .isBetween(TODAY.minusYears(3), TODAY.minusYears(3).plusDays(7));
    assertThat(FIRM.timeEntries().getLast().day()).isBetween(TODAY.minusDays(3), TODAY);
    assertThat(FIRM.bookings()).anyMatch(booking -> booking.from().isAfter(TODAY.plusDays(60)));
    assertThat(FIRM.invoices()).allMatch(invoice -> !invoice.createdOn().isAfter(TODAY));
  }

  @Test
  void it_has_the_gaps_of_a_real_firm() {
    assertThat(FIRM.people())
        .anyMatch(person -> !person.placeholder() && person.costRates().isEmpty());
    assertThat(FIRM.people()).anyMatch(person -> person.capacities().size() == 2);
    assertThat(FIRM.people()).anyMatch(person -> !person.active());
    assertThat(FIRM.people())
        .anyMatch(p -> p.joinedOn() != null && p.joinedOn().isAfter(TODAY.minusYears(2)));
    assertThat(FIRM.projects())
        .anyMatch(Project::archived)
        .anyMatch(project -> project.startsOn() == null);
    assertThat(FIRM.services())
        .anyMatch(s -> s.billing() == Billing.TIME_AND_MATERIALS && s.rate() == null);
    assertThat(FIRM.timeEntries()).anyMatch(entry -> entry.costRate() == null);
    assertThat(FIRM.timeEntries())
        .anyMatch(e -> e.billableMinutes() > 0 && e.billableMinutes() < e.minutes());
    assertThat(FIRM.deals())
        .anyMatch(deal -> deal.value() == null)
        .anyMatch(deal -> deal.probabilityPercent() == null)
        .anyMatch(deal -> deal.expectedCloseOn() == null);
  }

  @Test
  void its_ledger_has_drafts_partial_payments_write_offs_and_credit_notes() {
    assertThat(FIRM.invoices())
        .anyMatch(invoice -> invoice.state() == Invoice.State.DRAFT)
        .anyMatch(invoice -> invoice.state() == Invoice.State.WRITTEN_OFF)
        .anyMatch(invoice -> invoice.state() == Invoice.State.OPEN && invoice.paid() > 0)
        .anyMatch(invoice -> invoice.payments().size() == 2)
        .anyMatch(invoice -> invoice.kind() == Invoice.Kind.CREDIT_NOTE && invoice.open() < 0)
        .anyMatch(
            invoice ->
                invoice.state() == Invoice.State.OPEN
                    && invoice.dueOn() != null
                    && invoice.dueOn().isBefore(TODAY.minusDays(90)));
  }

  @Test
  void names_have_diacritics_and_repeat() {
    Set<String> surnames = new HashSet<>();
    assertThat(FIRM.people().stream().map(Person::lastName).filter(name -> !surnames.add(name)))
        .contains("Wójcik", "Lindqvist", "Rossi");
    assertThat(FIRM.clients().stream().map(Client::currency)).contains("EUR", "GBP", "USD", "CHF");
  }

  @Test
  void every_invoice_adds_up() {
    assertInvoicesAddUp(FIRM);
  }

  private static void assertInvoicesAddUp(Firm firm) {
    for (Invoice invoice : firm.invoices()) {
      long lines = invoice.lines().stream().mapToLong(Invoice.Line::amount).sum();
      assertThat(invoice.net()).isEqualTo(lines);
      boolean settled =
          invoice.state() == Invoice.State.PAID || invoice.state() == Invoice.State.WRITTEN_OFF;
      assertThat(invoice.open() == 0).as(invoice.toString()).isEqualTo(settled);
      assertThat(invoice.payments()).allMatch(p -> !p.paidOn().isAfter(firm.today()));
    }
  }

  @Test
  void time_and_materials_invoices_bill_exactly_the_entries_that_point_to_them() {
    Map<Long, Long> billed = new HashMap<>();
    for (TimeEntry entry : FIRM.timeEntries()) {
      if (entry.invoiceId() != null && entry.billRate() != null) {
        billed.merge(
            entry.invoiceId(),
            entry.billRate().forMinutes(entry.billableMinutes()).minorUnits(),
            Long::sum);
      }
    }
    for (Invoice invoice : FIRM.invoices()) {
      if (invoice.lines().getFirst().minutes() != null) {
        assertThat(billed.remove(invoice.id())).isEqualTo(invoice.net());
      }
    }
    assertThat(billed).isEmpty();
  }

  @Test
  void nobody_logs_time_outside_the_contract_and_the_rate_is_that_of_the_day() {
    Map<Long, Person> people = new HashMap<>();
    FIRM.people().forEach(person -> people.put(person.id(), person));
    for (TimeEntry entry : FIRM.timeEntries()) {
      Person person = Objects.requireNonNull(people.get(entry.personId()));
      assertThat(person.capacityOn(entry.day())).isPositive();
      assertThat(person.costRateOn(entry.day()).orElse(null)).isEqualTo(entry.costRate());
      assertThat(entry.minutes() % 15).isZero();
    }
  }

  @Test
  void a_project_has_the_sum_and_the_span_of_its_budgets() {
    for (Project project : FIRM.projects()) {
      List<Budget> budgets =
          FIRM.budgets().stream().filter(b -> b.projectId() == project.id()).toList();
      long sum =
          budgets.stream().mapToLong(b -> b.total() == null ? 0 : b.total().minorUnits()).sum();
      assertThat(project.fee() == null ? 0 : project.fee().minorUnits()).isEqualTo(sum);
      assertThat(budgets.getFirst().from()).isEqualTo(project.startsOn());
      assertThat(budgets.getLast().to()).isEqualTo(project.endsOn());
    }
  }

  @Test
  void Harvest_sees_no_bookings_and_no_partial_billability() {
    Firm seen = FIRM.seenBy(Vendor.HARVEST);
    assertThat(seen.bookings()).isEmpty();
    assertThat(seen.people()).hasSize(25).allMatch(person -> person.joinedOn() == null);
    assertThat(seen.deals()).allMatch(deal -> deal.probabilityPercent() == null);
    assertThat(seen.timeEntries())
        .allMatch(e -> e.billableMinutes() == 0 || e.billableMinutes() == e.minutes());
  }

  @Test
  void a_canary_is_planted_in_every_kind_of_record_and_changes_no_sum() {
    Firm marked = FIRM.withCanary("kestrel4711");
    assertThat(FIRM.toString()).doesNotContain("kestrel4711");
    assertThat(marked.canaries()).hasSizeGreaterThan(6);
    assertThat(marked.clients().toString()).contains("kestrel4711client");
    assertThat(marked.people().toString()).contains("kestrel4711person");
    assertThat(marked.timeEntries().toString()).contains("kestrel4711note");
    assertThat(marked.deals().toString()).contains(marked.canaries().get(7));
    assertThat(marked.invoices().stream().mapToLong(Invoice::net).sum())
        .isEqualTo(FIRM.invoices().stream().mapToLong(Invoice::net).sum());
  }

  @Test
  void a_marker_that_could_occur_by_itself_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> FIRM.withCanary("a b"));
  }
}
