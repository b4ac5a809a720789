package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.Fault;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
import surety.server.audit.AuditHandle;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.Note;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.FetchReport.State;
import surety.server.egress.EgressLimits;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultTest {

  private static final FetchRange ALL = FetchRange.all();
  private static SandboxServer sandbox;

  @BeforeAll
  static void start() throws IOException {
    Firm firm = Firm.generate(3, LocalDate.of(2026, 6, 30));
    sandbox = SandboxServer.start(SandboxOptions.of(firm));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void calm() {
    sandbox.clearFaults();
    sandbox.clearRequests();
  }

  private static FetchReport fetch(Vendor vendor, Fetch fetch) {
    try (Reading reading = Reading.of(sandbox, vendor)) {
      return reading.fetch(fetch, ALL, _ -> {});
    }
  }

  private static int invoices() {
    return sandbox.firm().invoices().size();
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void refused_credentials_fail_the_fetch_without_another_try(Vendor vendor) {
    try (Reading reading =
        Reading.of(sandbox, vendor, "not-a-known-token", Duration.ofSeconds(20))) {
      FetchReport report = reading.fetch(Fetch.DEALS, ALL, _ -> {});
      assertThat(report.state()).isEqualTo(State.FAILED);
      assertThat(report.notes()).extracting(Note::reason).contains(Reason.CREDENTIALS_REFUSED);
      assertThat(sandbox.requests()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_forbidden_list_is_partial_and_not_empty() {
    sandbox.inject(Fault.status(403).on("/invoices").always());
    FetchReport report = fetch(Vendor.PRODUCTIVE, Fetch.INVOICES);
    assertThat(report.state()).isEqualTo(State.PARTIAL);
    assertThat(report.notes()).containsExactly(new Note(Reason.FORBIDDEN, "records", 1));
  }

  @Test
  void records_are_delivered_without_what_a_forbidden_lookup_would_have_added() {
    sandbox.inject(Fault.status(403).on("/salaries").always());
    FetchReport report = fetch(Vendor.PRODUCTIVE, Fetch.PEOPLE);
    assertThat(report.state()).isEqualTo(State.PARTIAL);
    assertThat(report.notes()).containsExactly(new Note(Reason.FORBIDDEN, "salaries", 1));
    assertThat(report.records()).isEqualTo(sandbox.firm().people().size());
    assertThat(report.absentFields()).contains("cost_rates");
  }

  @Test
  void one_refusal_of_a_rate_speaks_for_all_and_the_current_rate_stands_in() {
    sandbox.inject(Fault.status(403).on("/cost_rates").always());
    FetchReport report = fetch(Vendor.HARVEST, Fetch.PEOPLE);
    assertThat(report.notes()).containsExactly(new Note(Reason.FORBIDDEN, "cost_rates", 1));
    assertThat(report.missing().getOrDefault("current_cost_rate", 0L)).isLessThan(report.records());
  }

  @Test
  void a_credential_without_permission_for_rates_leaves_them_absent_and_says_so() {
    FetchRange month = FetchRange.between(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 31));
    try (Reading reading =
        Reading.of(sandbox, Vendor.HARVEST, Tokens.HARVEST_RESTRICTED, Duration.ofSeconds(20))) {
      FetchReport report = reading.fetch(Fetch.TIME_ENTRIES, month, _ -> {});
      assertThat(report.records()).isPositive();
      assertThat(report.absentFields()).contains("cost_rate", "bill_rate");
    }
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void too_many_requests_wait_as_long_as_the_vendor_asks(Vendor vendor) {
    sandbox.inject(Fault.tooManyRequests(Duration.ofSeconds(1)).on("/invoices"));
    FetchReport report = fetch(vendor, Fetch.INVOICES);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.records()).isEqualTo(invoices());
    assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_wait_beyond_the_deadline_ends_the_fetch_at_once() {
    sandbox.inject(Fault.tooManyRequests(Duration.ofMinutes(5)).always());
    try (Reading reading =
        Reading.of(sandbox, Vendor.HARVEST, Tokens.HARVEST_FULL, Duration.ofSeconds(10))) {
      FetchReport report = reading.fetch(Fetch.INVOICES, ALL, _ -> {});
      assertThat(report.state()).isEqualTo(State.FAILED);
      assertThat(report.notes()).extracting(Note::reason).containsOnly(Reason.THROTTLED);
      assertThat(report.took()).isLessThan(Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void a_vendor_that_is_down_for_a_moment_is_asked_again(Vendor vendor) {
    sandbox.inject(Fault.maintenancePage().on("/invoices").times(2));
    FetchReport report = fetch(vendor, Fetch.INVOICES);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.records()).isEqualTo(invoices());
  }

  @Test
  void a_vendor_that_stays_down_fails_the_fetch() {
    sandbox.inject(Fault.status(503).always());
    FetchReport report = fetch(Vendor.HARVEST, Fetch.INVOICES);
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.notes()).extracting(Note::reason).containsOnly(Reason.VENDOR_DOWN);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void an_answer_that_breaks_off_is_read_again_and_nothing_counts_twice(Vendor vendor) {
    sandbox.inject(Fault.truncatedBody().on("/invoices"));
    Set<String> ids = new HashSet<>();
    AtomicInteger count = new AtomicInteger();
    try (Reading reading = Reading.of(sandbox, vendor)) {
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
    sandbox.inject(Fault.pageInsteadOfJson().always());
    FetchReport report = fetch(Vendor.HARVEST, Fetch.INVOICES);
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.notes()).extracting(Note::reason).containsOnly(Reason.MALFORMED_ANSWER);
  }

  @Test
  void a_list_whose_later_page_cannot_be_read_is_partial_and_says_how_much_is_missing() {
    FetchRange range = FetchRange.between(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 3, 31));
    try (SandboxServer small =
            SandboxServer.start(SandboxOptions.of(sandbox.firm()).withPageSizeCap(500));
        Reading reading = Reading.of(small, Vendor.HARVEST)) {
      FetchReport whole = reading.fetch(Fetch.TIME_ENTRIES, range, _ -> {});
      AtomicInteger seen = new AtomicInteger();
      FetchReport report =
          reading.fetch(
              Fetch.TIME_ENTRIES,
              range,
              _ -> {
                if (seen.incrementAndGet() == 1) {
                  small.inject(Fault.pageInsteadOfJson().always());
                }
              });

      assertThat(report.state()).isEqualTo(State.PARTIAL);
      assertThat(report.records()).isEqualTo(500);
      assertThat(report.notes())
          .contains(
              new Note(Reason.MALFORMED_ANSWER, "records MALFORMED", 1),
              new Note(Reason.RECORDS_MISSING, "records", whole.records() - 500));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_next_page_elsewhere_is_not_followed() {
    FetchRange range = FetchRange.between(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 3, 1));
    for (String elsewhere :
        List.of(
            "http://127.0.0.1:9/harvest/v2/time_entries?cursor=x",
            sandbox.harvestBaseUrl() + "/users?cursor=x",
            sandbox.harvestBaseUrl() + "/time_entries?cursor=x&_method=delete",
            "file:///etc/passwd")) {
      calm();
      sandbox.inject(Fault.nextUrl(elsewhere).on("/time_entries"));
      try (Reading reading = Reading.of(sandbox, Vendor.HARVEST)) {
        FetchReport report = reading.fetch(Fetch.TIME_ENTRIES, range, _ -> {});
        assertThat(report.state()).as(elsewhere).isEqualTo(State.PARTIAL);
        assertThat(report.notes()).extracting(Note::reason).contains(Reason.EGRESS_REFUSED);
        assertThat(sandbox.requests()).hasSize(1);
      }
    }
  }

  @Test
  void a_redirect_to_another_host_ends_the_fetch() {
    sandbox.inject(Fault.redirect(URI.create("https://elsewhere.example/v2/invoices")).always());
    FetchReport report = fetch(Vendor.HARVEST, Fetch.INVOICES);
    assertThat(report.state()).isEqualTo(State.FAILED);
    assertThat(report.notes())
        .containsExactly(new Note(Reason.EGRESS_REFUSED, "records REDIRECT_ELSEWHERE", 1));
  }

  @Test
  void an_answer_that_takes_too_long_or_is_too_large_fails_the_fetch() {
    sandbox.inject(Fault.slowBody(Duration.ofSeconds(8)).always());
    assertThat(limited(Duration.ofMillis(600), 32 << 20)).contains(Reason.TIMED_OUT);
    sandbox.clearFaults();
    assertThat(limited(Duration.ofSeconds(15), 50_000)).contains(Reason.TOO_LARGE);
  }

  private static List<Reason> limited(Duration whole, long bytes) {
    EgressLimits limits = new EgressLimits(Duration.ofSeconds(2), whole, whole, bytes, 3);
    try (Reading reading =
        new Reading(
            Vendor.HARVEST,
            sandbox.harvestBaseUrl(),
            Tokens.HARVEST_FULL,
            Duration.ofSeconds(20),
            Optional.of(BudgetPlan.UNLIMITED),
            limits)) {
      FetchReport report = reading.fetch(Fetch.INVOICES, ALL, _ -> {});
      assertThat(report.state()).isEqualTo(State.FAILED);
      return report.notes().stream().map(Note::reason).toList();
    }
  }

  @Test
  void what_the_consumer_throws_ends_the_fetch_and_reaches_the_caller() {
    try (Reading reading = Reading.of(sandbox, Vendor.PRODUCTIVE)) {
      assertThatThrownBy(
              () ->
                  reading.fetch(
                      Fetch.TIME_ENTRIES,
                      ALL,
                      _ -> {
                        throw new IllegalStateException("full");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("full");
      assertThat(sandbox.requests().size()).isLessThan(60);
    }
  }

  @Test
  void the_consumer_is_never_called_by_two_threads_at_a_time() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    FetchRange quarter = FetchRange.between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));
    try (Reading reading = Reading.of(sandbox, Vendor.PRODUCTIVE)) {
      reading.fetch(
          Fetch.TIME_ENTRIES,
          quarter,
          _ -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            inside.decrementAndGet();
          });
    }
    assertThat(most.get()).isOne();
  }

  @Test
  void a_fetch_needs_the_proof_that_this_very_access_was_recorded() {
    try (Reading reading = Reading.of(sandbox, Vendor.HARVEST);
        Reading other = Reading.of(sandbox, Vendor.HARVEST)) {
      AuditHandle forPeople = reading.audit(Fetch.PEOPLE, ALL);
      AuditHandle elsewhere = other.audit(Fetch.PROJECTS, ALL);
      for (AuditHandle wrong : List.of(forPeople, elsewhere)) {
        assertThatThrownBy(() -> reading.reader.fetchProjects(wrong, ALL, _ -> {}))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(sandbox.requests()).isEmpty();
    }
  }
}
