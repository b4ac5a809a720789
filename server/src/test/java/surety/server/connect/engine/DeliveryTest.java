package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.sandbox.Fault;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Vendor;
import surety.server.audit.AuditHandle;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.Note;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.FetchReport.State;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliveryTest extends FaultySandbox {

  @Test
  void a_next_page_elsewhere_is_not_followed() {
    FetchRange range = FetchRange.between(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 3, 1));
    for (String elsewhere :
        List.of(
            "http://127.0.0.1:9/harvest/v2/time_entries?cursor=x",
            SANDBOX.harvestBaseUrl() + "/users?cursor=x",
            SANDBOX.harvestBaseUrl() + "/time_entries?cursor=x&_method=delete",
            "file:///etc/passwd")) {
      calm();
      SANDBOX.inject(Fault.nextUrl(elsewhere).on("/time_entries"));
      try (Reading reading = Reading.of(SANDBOX, Vendor.HARVEST)) {
        FetchReport report = reading.fetch(Fetch.TIME_ENTRIES, range, _ -> {});
        assertThat(report.state()).as(elsewhere).isEqualTo(State.PARTIAL);
        assertThat(report.notes()).extracting(Note::reason).contains(Reason.EGRESS_REFUSED);
        assertThat(SANDBOX.requests()).hasSize(1);
      }
    }
  }

  @Test
  void what_the_consumer_throws_ends_the_fetch_and_reaches_the_caller() {
    try (Reading reading = Reading.of(SANDBOX, Vendor.PRODUCTIVE)) {
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
      assertThat(SANDBOX.requests().size()).isLessThan(60);
    }
  }

  @Test
  void the_consumer_is_never_called_by_two_threads_at_a_time() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    FetchRange quarter = FetchRange.between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));
    try (Reading reading = Reading.of(SANDBOX, Vendor.PRODUCTIVE)) {
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
    try (Reading reading = Reading.of(SANDBOX, Vendor.HARVEST);
        Reading other = Reading.of(SANDBOX, Vendor.HARVEST)) {
      AuditHandle forPeople = reading.audit(Fetch.PEOPLE, ALL);
      AuditHandle elsewhere = other.audit(Fetch.PROJECTS, ALL);
      for (AuditHandle wrong : List.of(forPeople, elsewhere)) {
        assertThatThrownBy(() -> reading.reader.fetchProjects(wrong, ALL, _ -> {}))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(SANDBOX.requests()).isEmpty();
    }
  }

  @Test
  void a_list_whose_later_page_cannot_be_read_is_partial_and_says_how_much_is_missing() {
    FetchRange range = FetchRange.between(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 3, 31));
    try (SandboxServer small =
            SandboxServer.start(SandboxOptions.of(SANDBOX.firm()).withPageSizeCap(500));
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
}
