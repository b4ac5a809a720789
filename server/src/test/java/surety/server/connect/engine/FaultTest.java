package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.Fault;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.Note;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.FetchReport.State;
import surety.server.egress.EgressLimits;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultTest extends FaultySandbox {

  private static FetchReport fetch(Vendor vendor, Fetch fetch) {
    try (Reading reading = Reading.of(SANDBOX, vendor)) {
      return reading.fetch(fetch, ALL, _ -> {});
    }
  }

  private static int invoices() {
    return SANDBOX.firm().invoices().size();
  }

  @ParameterizedTest
  @EnumSource(names = {"PRODUCTIVE", "HARVEST"})
  void refused_credentials_fail_the_fetch_without_another_try(Vendor vendor) {
    try (Reading reading =
        Reading.of(SANDBOX, vendor, "not-a-known-token", Duration.ofSeconds(20))) {
      FetchReport report = reading.fetch(Fetch.DEALS, ALL, _ -> {});
      assertThat(report.state()).isEqualTo(State.FAILED);
      assertThat(report.notes()).extracting(Note::reason).contains(Reason.CREDENTIALS_REFUSED);
      assertThat(SANDBOX.requests()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_forbidden_list_is_partial_and_not_empty() {
    SANDBOX.inject(Fault.status(403).on("/invoices").always());
    FetchReport report = fetch(Vendor.PRODUCTIVE, Fetch.INVOICES);
    assertThat(report.state()).isEqualTo(State.PARTIAL);
    assertThat(report.notes()).containsExactly(new Note(Reason.FORBIDDEN, "records", 1));
  }

  @Test
  void records_are_delivered_without_what_a_forbidden_lookup_would_have_added() {
    SANDBOX.inject(Fault.status(403).on("/salaries").always());
    FetchReport report = fetch(Vendor.PRODUCTIVE, Fetch.PEOPLE);
    assertThat(report.state()).isEqualTo(State.PARTIAL);
    assertThat(report.notes()).containsExactly(new Note(Reason.FORBIDDEN, "salaries", 1));
    assertThat(report.records()).isEqualTo(SANDBOX.firm().people().size());
    assertThat(report.absentFields()).contains("cost_rates");
  }

  @Test
  void one_refusal_of_a_rate_speaks_for_all_and_the_current_rate_stands_in() {
    SANDBOX.inject(Fault.status(403).on("/cost_rates").always());
    FetchReport report = fetch(Vendor.HARVEST, Fetch.PEOPLE);
    assertThat(report.notes()).containsExactly(new Note(Reason.FORBIDDEN, "cost_rates", 1));
    assertThat(report.missing().getOrDefault("current_cost_rate", 0L)).isLessThan(report.records());
  }

  @Test
  void a_credential_without_permission_for_rates_leaves_them_absent_and_says_so() {
    FetchRange month = FetchRange.between(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 31));
    try (Reading reading =
        Reading.of(SANDBOX, Vendor.HARVEST, Tokens.HARVEST_RESTRICTED, Duration.ofSeconds(20))) {
      FetchReport report = reading.fetch(Fetch.TIME_ENTRIES, month, _ -> {});
      assertThat(report.records()).isPositive();
      assertThat(report.absentFields()).contains("cost_rate", "bill_rate");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PRODUCTIVE", "HARVEST"})
  void too_many_requests_wait_as_long_as_the_vendor_asks(Vendor vendor) {
    SANDBOX.inject(Fault.tooManyRequests(Duration.ofSeconds(1)).on("/invoices"));
    FetchReport report = fetch(vendor, Fetch.INVOICES);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.records()).isEqualTo(invoices());
    assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_wait_beyond_the_deadline_ends_the_fetch_at_once() {
    SANDBOX.inject(Fault.tooManyRequests(Duration.ofMinutes(5)).always());
    try (Reading reading =
        Reading.of(SANDBOX, Vendor.HARVEST, Tokens.HARVEST_FULL, Duration.ofSeconds(60))) {
      FetchReport report = reading.fetch(Fetch.INVOICES, ALL, _ -> {});
      assertThat(report.state()).isEqualTo(State.FAILED);
      assertThat(report.notes()).extracting(Note::reason).containsOnly(Reason.THROTTLED);
      assertThat(report.took()).isLessThan(Duration.ofSeconds(30));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PRODUCTIVE", "HARVEST"})
  void a_vendor_that_is_down_for_a_moment_is_asked_again(Vendor vendor) {
    SANDBOX.inject(Fault.maintenancePage().on("/invoices").times(2));
    FetchReport report = fetch(vendor, Fetch.INVOICES);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.records()).isEqualTo(invoices());
  }

  @Test
  void a_vendor_that_stays_down_fails_the_fetch() {
    SANDBOX.inject(Fault.status(503).always());
    FetchReport report = fetch(Vendor.HARVEST, Fetch.INVOICES);
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.notes()).extracting(Note::reason).containsOnly(Reason.VENDOR_DOWN);
  }

  @ParameterizedTest
  @EnumSource(names = {"PRODUCTIVE", "HARVEST"})
  void an_answer_that_breaks_off_is_read_again_and_nothing_counts_twice(Vendor vendor) {
    SANDBOX.inject(Fault.truncatedBody().on("/invoices"));
    Set<String> ids = new HashSet<>();
    AtomicInteger count = new AtomicInteger();
    try (Reading reading = Reading.of(SANDBOX, vendor)) {
      FetchReport report =
          reading.fetch(
              Fetch.INVOICES,
              ALL,
              record -> {
                ids.add(record.id());
                count.incrementAndGet();
              });
      assertThat(report.isComplete()).as(report.toString()).isTrue();
    }
    assertThat(count.get()).isEqualTo(invoices());
    assertThat(ids).hasSize(invoices());
  }

  @Test
  void a_page_for_people_instead_of_JSON_is_malformed() {
    SANDBOX.inject(Fault.pageInsteadOfJson().always());
    FetchReport report = fetch(Vendor.HARVEST, Fetch.INVOICES);
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.notes()).extracting(Note::reason).containsOnly(Reason.MALFORMED_ANSWER);
  }

  @Test
  void a_redirect_to_another_host_ends_the_fetch() {
    SANDBOX.inject(Fault.redirect(URI.create("https://elsewhere.example/v2/invoices")).always());
    FetchReport report = fetch(Vendor.HARVEST, Fetch.INVOICES);
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.notes())
        .containsExactly(new Note(Reason.EGRESS_REFUSED, "records REDIRECT_ELSEWHERE", 1));
  }

  @Test
  void an_answer_that_takes_too_long_or_is_too_large_fails_the_fetch() {
    SANDBOX.inject(Fault.slowBody(Duration.ofSeconds(8)).always());
    assertThat(limited(Duration.ofMillis(600), 32 << 20)).contains(Reason.TIMED_OUT);
    SANDBOX.clearFaults();
    assertThat(limited(Duration.ofSeconds(60), 50_000)).contains(Reason.TOO_LARGE);
  }

  private static List<Reason> limited(Duration whole, long bytes) {
    EgressLimits limits = new EgressLimits(Duration.ofSeconds(30), whole, whole, bytes, 3);
    try (Reading reading =
        new Reading(
            Vendor.HARVEST,
            SANDBOX.harvestBaseUrl(),
            Tokens.HARVEST_FULL,
            Duration.ofSeconds(20),
            Optional.of(BudgetPlan.UNLIMITED),
            limits)) {
      FetchReport report = reading.fetch(Fetch.INVOICES, ALL, _ -> {});
      assertThat(report.state()).isEqualTo(State.FAILED);
      return report.notes().stream().map(Note::reason).toList();
    }
  }
}
