package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.LoggedRequest;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Vendor;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.SourceRecord;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FirmTruthTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
  private static SandboxServer sandbox;

  @BeforeAll
  static void start() throws IOException {
    sandbox = SandboxServer.start(SandboxOptions.of(TODAY));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PRODUCTIVE, PROJECTS",
    "PRODUCTIVE, INVOICES",
    "PRODUCTIVE, TIME_ENTRIES",
    "PRODUCTIVE, PEOPLE",
    "PRODUCTIVE, DEALS",
    "PRODUCTIVE, BOOKINGS",
    "HARVEST, PROJECTS",
    "HARVEST, INVOICES",
    "HARVEST, TIME_ENTRIES",
    "HARVEST, PEOPLE",
    "HARVEST, DEALS",
    "FLOAT, PROJECTS",
    "FLOAT, TIME_ENTRIES",
    "FLOAT, PEOPLE",
    "FLOAT, BOOKINGS",
    "PIPEDRIVE, PEOPLE",
    "PIPEDRIVE, DEALS",
    "HUBSPOT, PEOPLE",
    "HUBSPOT, DEALS",
    "CONNECTWISE, PROJECTS",
    "CONNECTWISE, INVOICES",
    "CONNECTWISE, TIME_ENTRIES",
    "CONNECTWISE, PEOPLE",
    "CONNECTWISE, DEALS",
    "AUTOTASK, PROJECTS",
    "AUTOTASK, INVOICES",
    "AUTOTASK, TIME_ENTRIES",
    "AUTOTASK, PEOPLE",
    "AUTOTASK, DEALS",
    "QUICKBOOKS, PROJECTS",
    "QUICKBOOKS, INVOICES",
    "QUICKBOOKS, TIME_ENTRIES",
    "QUICKBOOKS, PEOPLE",
    "QUICKBOOKS, DEALS",
    "XERO, PROJECTS",
    "XERO, INVOICES",
    "XERO, PEOPLE",
    "XERO, DEALS",
    "ACCELO, PROJECTS",
    "ACCELO, INVOICES",
    "ACCELO, TIME_ENTRIES",
    "ACCELO, PEOPLE",
    "ACCELO, DEALS",
    "ACCELO, BOOKINGS",
    "KANTATA, PROJECTS",
    "KANTATA, TIME_ENTRIES",
    "KANTATA, PEOPLE",
    "KANTATA, BOOKINGS",
    "RESOURCEGURU, PROJECTS",
    "RESOURCEGURU, PEOPLE",
    "RESOURCEGURU, BOOKINGS",
    "SALESFORCE, PEOPLE",
    "SALESFORCE, DEALS",
    "SCORO, PROJECTS",
    "SCORO, INVOICES",
    "SCORO, TIME_ENTRIES",
    "SCORO, PEOPLE",
    "SCORO, DEALS",
    "SCORO, BOOKINGS"
  })
  void a_whole_fetch_delivers_exactly_the_firm_that_the_vendor_can_tell(
      Vendor vendor, Fetch fetch) {
    try (Reading reading = Reading.of(sandbox, vendor)) {
      List<String> delivered =
          reading.all(fetch, FetchRange.all()).stream().map(Truth::line).sorted().toList();
      List<String> expected = new Truth(sandbox.firm(), vendor).of(fetch);

      assertThat(delivered).isNotEmpty().hasSameSizeAs(expected);
      assertThat(without(delivered, expected)).as("not at the vendor").isEmpty();
      assertThat(without(expected, delivered)).as("not delivered").isEmpty();
    }
  }

  private static Set<String> without(List<String> lines, List<String> others) {
    Set<String> rest = new TreeSet<>(lines);
    rest.removeAll(Set.copyOf(others));
    return rest;
  }

  @ParameterizedTest
  @EnumSource
  void a_fetch_is_delivered_or_unsupported_and_never_empty(Vendor vendor) {
    try (Reading reading = Reading.of(sandbox, vendor)) {
      for (Fetch fetch : Fetch.values()) {
        FetchReport report = reading.fetch(fetch, FetchRange.all(), record -> {});
        if (reading.reader.capabilities().offers(fetch)) {
          assertThat(report.records()).as(vendor + " " + fetch).isPositive();
        } else {
          assertThat(report.state()).isEqualTo(FetchReport.State.UNSUPPORTED);
          assertThat(report.requests()).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PRODUCTIVE",
        "HARVEST",
        "FLOAT",
        "CONNECTWISE",
        "AUTOTASK",
        "QUICKBOOKS",
        "ACCELO",
        "KANTATA",
        "SCORO"
      })
  void a_range_delivers_each_entry_of_its_days_once_and_no_other(Vendor vendor) {
    LocalDate from = LocalDate.of(2025, 1, 15);
    LocalDate to = LocalDate.of(2025, 9, 3);
    long expected =
        sandbox.firm().seenBy(vendor).timeEntries().stream()
            .filter(entry -> !entry.day().isBefore(from) && !entry.day().isAfter(to))
            .count();
    try (Reading reading = Reading.of(sandbox, vendor)) {
      List<SourceRecord> entries = reading.all(Fetch.TIME_ENTRIES, FetchRange.between(from, to));

      assertThat(entries).hasSize((int) expected);
      assertThat(entries.stream().map(SourceRecord::id).distinct()).hasSize((int) expected);
      assertThat(entries)
          .allSatisfy(entry -> assertThat(FetchRange.between(from, to).holds(entry)).isTrue());
    }
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void a_full_fetch_changes_nothing_at_the_vendor_and_sends_nothing_but_reads(Vendor vendor) {
    String before = sandbox.datasetHash();
    sandbox.clearRequests();
    try (Reading reading = Reading.of(sandbox, vendor)) {
      for (Fetch fetch : Fetch.values()) {
        reading.fetch(fetch, FetchRange.all(), record -> {});
      }
    }
    assertThat(sandbox.requests()).isNotEmpty().allMatch(request -> isRead(vendor, request));
    assertThat(sandbox.datasetHash()).isEqualTo(before);
  }

  private static boolean isRead(Vendor vendor, LoggedRequest request) {
    return vendor == Vendor.SCORO
        ? request.method().equals("POST") && request.path().endsWith("/list")
        : request.method().equals("GET");
  }
}
