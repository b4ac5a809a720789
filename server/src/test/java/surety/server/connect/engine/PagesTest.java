package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.Fault;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Vendor;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.FetchReport.State;
import surety.server.connect.SourceRecord;
import surety.server.egress.StandIn;

/// What holds for the pages of every vendor.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest extends FaultySandbox {

  private static final FetchRange QUARTER =
      FetchRange.between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));

  private static final Set<Vendor> TELL_NO_CHANGES =
      Set.of(Vendor.HUBSPOT, Vendor.XERO, Vendor.RESOURCEGURU);

  // A path of which each vendor lists more than one page, and the fetch that reads it.
  static Fetch fetch(Vendor vendor) {
    return switch (vendor) {
      case PRODUCTIVE, HARVEST, FLOAT, CONNECTWISE, AUTOTASK, QUICKBOOKS, ACCELO, KANTATA, SCORO ->
          Fetch.TIME_ENTRIES;
      case PIPEDRIVE, HUBSPOT, XERO, SALESFORCE -> Fetch.DEALS;
      case RESOURCEGURU -> Fetch.BOOKINGS;
    };
  }

  // The firm's bookings begin when the quarter ends.
  static FetchRange of(Fetch fetch, FetchRange days) {
    return fetch == Fetch.BOOKINGS ? FetchRange.all() : days;
  }

  @ParameterizedTest
  @EnumSource
  void small_pages_deliver_what_one_large_page_does(Vendor vendor) throws IOException {
    try (SandboxServer small =
            SandboxServer.start(SandboxOptions.of(SANDBOX.firm()).withPageSizeCap(37));
        Reading ofSmall = Reading.of(small, vendor);
        Reading ofLarge = Reading.of(SANDBOX, vendor)) {
      Fetch fetch = fetch(vendor);
      assertThat(lines(ofSmall.all(fetch, of(fetch, QUARTER))))
          .isEqualTo(lines(ofLarge.all(fetch, of(fetch, QUARTER))))
          .hasSizeGreaterThan(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refused_credentials_fail_a_fetch_and_no_list_is_asked_for_again(Vendor vendor) {
    try (Reading reading =
        Reading.of(SANDBOX, vendor, "pat-not-a-known-token", Duration.ofSeconds(20))) {
      FetchReport report = reading.fetch(Fetch.PEOPLE, FetchRange.all(), _ -> {});
      assertThat(report.state()).isEqualTo(State.FAILED);
      assertThat(report.notes())
          .extracting(FetchReport.Note::reason)
          .containsOnly(Reason.CREDENTIALS_REFUSED);
      assertThat(SANDBOX.requests())
          .extracting(it -> it.path() + it.query())
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_connection_that_breaks_in_the_middle_delivers_each_record_once(Vendor vendor) {
    Fetch fetch = fetch(vendor);
    try (Reading reading = Reading.of(SANDBOX, vendor)) {
      List<String> whole = lines(reading.all(fetch, of(fetch, QUARTER)));
      SANDBOX.inject(Fault.truncatedBody().at(vendor));
      SANDBOX.inject(Fault.status(503).at(vendor));
      assertThat(lines(reading.all(fetch, of(fetch, QUARTER)))).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_asks_for_changes_gets_just_those_where_the_vendor_can_tell(Vendor vendor) {
    Instant since = SANDBOX.firm().today().minusDays(40).atStartOfDay().toInstant(ZoneOffset.UTC);
    Fetch fetch = fetch(vendor);
    try (Reading reading = Reading.of(SANDBOX, vendor)) {
      boolean tells = reading.reader.capabilities().of(fetch).since();
      Set<String> all = Set.copyOf(lines(reading.all(fetch, FetchRange.all())));
      List<String> changed = lines(reading.all(fetch, FetchRange.changedSince(since)));
      assertThat(all.containsAll(changed)).isTrue();
      assertThat(changed.size()).isBetween(1, tells ? all.size() - 1 : all.size());
      assertThat(tells).isEqualTo(!TELL_NO_CHANGES.contains(vendor));
    }
  }

  @Test
  void a_deal_that_changed_is_among_the_changes_and_one_that_did_not_is_not() {
    LocalDate day = SANDBOX.firm().today().minusDays(60);
    try (Reading reading = Reading.of(SANDBOX, Vendor.PIPEDRIVE)) {
      List<String> expected =
          SANDBOX.firm().deals().stream()
              .filter(
                  deal -> {
                    LocalDate closed = deal.closedOn();
                    return !(closed == null ? deal.createdOn() : closed).isBefore(day);
                  })
              .map(deal -> Long.toString(deal.id()))
              .sorted()
              .toList();
      FetchRange since = FetchRange.changedSince(day.atStartOfDay().toInstant(ZoneOffset.UTC));
      assertThat(reading.all(Fetch.DEALS, since).stream().map(SourceRecord::id).sorted().toList())
          .isEqualTo(expected)
          .isNotEmpty();
    }
  }

  @Test
  void a_full_page_whose_count_is_not_told_makes_the_fetch_partial() {
    String person =
        "{\"people_id\":1,\"name\":\"A\",\"active\":1,\"people_type_id\":1,\"work_days_hours\":[]}";
    String page = "[" + (person + ",").repeat(199) + person + "]";
    FetchReport report = report(Vendor.FLOAT, Fetch.PEOPLE, answer(page));
    assertThat(report.state()).isEqualTo(State.PARTIAL);
    assertThat(report.notes())
        .contains(new FetchReport.Note(Reason.MALFORMED_ANSWER, "records PAGES", 1));
  }

  @Test
  void a_cursor_that_leads_back_ends_the_fetch() {
    String page =
        """
        {"success":true,"data":[{"id":1,"title":"t","status":"open","currency":"EUR"}],
         "additional_data":{"next_cursor":"again"}}
        """;
    FetchReport report = report(Vendor.PIPEDRIVE, Fetch.DEALS, answer(page));
    assertThat(report.records()).isEqualTo(1);
    assertThat(report.requests()).isLessThan(20);
    assertThat(report.notes())
        .extracting(FetchReport.Note::reason)
        .contains(Reason.MALFORMED_ANSWER);
  }

  @Test
  void what_looks_like_success_and_holds_an_error_is_not_an_empty_list() {
    String refusal = "{\"success\":false,\"error\":\"expired\",\"errorCode\":402}";
    FetchReport report = report(Vendor.PIPEDRIVE, Fetch.DEALS, answer(refusal));
    assertThat(report.state()).isEqualTo(State.FAILED);
    FetchReport html = report(Vendor.FLOAT, Fetch.PEOPLE, answer("<html>Sign in</html>"));
    assertThat(html.state()).isEqualTo(State.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "401, CREDENTIALS_REFUSED",
    "403, FORBIDDEN",
    "400, REQUEST_REJECTED",
    "429, THROTTLED"
  })
  void an_error_in_a_page_that_looks_like_a_success_is_that_error(int status, Reason reason) {
    String page =
        "{\"status\":\"ERROR\",\"statusCode\":%d,\"messages\":{\"error\":[\"No\"]},\"data\":[]}";
    FetchReport report = report(Vendor.SCORO, Fetch.DEALS, answer(page.formatted(status)));
    assertThat(report.records()).isZero();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.notes()).extracting(FetchReport.Note::reason).containsOnly(reason);
  }

  @Test
  void a_page_without_its_list_is_not_an_empty_list_although_it_says_that_all_is_well() {
    String page = "{\"status\":\"OK\",\"statusCode\":200,\"data\":null}";
    FetchReport report = report(Vendor.SCORO, Fetch.DEALS, answer(page));
    assertThat(report.state()).isEqualTo(State.FAILED);
  }

  @Test
  void a_403_is_a_limit_where_the_vendor_says_that_nothing_is_left() {
    FetchReport usedUp = report(Vendor.SALESFORCE, Fetch.PEOPLE, declined("api-usage=500/500"));
    assertThat(usedUp.notes()).extracting(FetchReport.Note::reason).containsOnly(Reason.THROTTLED);
    FetchReport other = report(Vendor.SALESFORCE, Fetch.PEOPLE, declined("api-usage=12/500"));
    assertThat(other.notes()).extracting(FetchReport.Note::reason).containsOnly(Reason.FORBIDDEN);
  }

  private static HttpHandler declined(String usage) {
    return exchange -> {
      exchange.getResponseHeaders().set("Sforce-Limit-Info", usage);
      StandIn.send(exchange, 403, "[]");
    };
  }

  @Test
  void a_record_that_is_listed_and_missing_makes_the_fetch_fail() {
    String page =
        """
        {"meta":{"count":1,"page_count":1},"results":[{"id":"%s"}],"account_memberships":{"7":{"id":"7"}},
         "users":{"7":{"id":"7","full_name":"A","disabled":false,"generic":false}}}
        """;
    assertThat(report(Vendor.KANTATA, Fetch.PEOPLE, answer(page.formatted("8"))).state())
        .isEqualTo(State.FAILED);
    assertThat(report(Vendor.KANTATA, Fetch.PEOPLE, answer(page.formatted("7"))).records())
        .isEqualTo(1);
  }

  @Test
  void a_part_that_may_not_be_read_leaves_the_others() {
    SANDBOX.inject(Fault.status(403).on("/timeoffs").always());
    try (Reading reading = Reading.of(SANDBOX, Vendor.FLOAT)) {
      List<SourceRecord> records = new ArrayList<>();
      FetchReport report = reading.fetch(Fetch.BOOKINGS, FetchRange.all(), records::add);
      assertThat(report.state()).isEqualTo(State.PARTIAL);
      assertThat(report.notes())
          .containsExactly(new FetchReport.Note(Reason.FORBIDDEN, "records of leave", 1));
      assertThat(records)
          .isNotEmpty()
          .allMatch(it -> ((SourceRecord.Booking) it).kind() == SourceRecord.Booking.Kind.WORK);
    }
  }

  @Test
  void an_allocation_of_several_people_is_a_booking_of_each_and_one_that_repeats_is_unreadable() {
    String both =
        """
        [{"task_id":7,"people_ids":[1,2],"people_id":null,"project_id":3,"start_date":"2026-03-02",
          "end_date":"2026-03-06","hours":"4.5","status":2,"repeat_state":0},
         {"task_id":8,"people_ids":[1],"project_id":3,"start_date":"2026-03-02",
          "end_date":"2026-03-06","hours":4,"status":2,"repeat_state":1}]
        """;
    List<SourceRecord> records = new ArrayList<>();
    FetchReport report =
        report(
            Vendor.FLOAT,
            Fetch.BOOKINGS,
            exchange -> {
              boolean work = exchange.getRequestURI().getPath().endsWith("/tasks");
              exchange.getResponseHeaders().set("X-Pagination-Page-Count", "1");
              StandIn.send(exchange, 200, work ? both : "[]");
            },
            records);
    assertThat(records)
        .extracting(SourceRecord::id, it -> ((SourceRecord.Booking) it).personId())
        .containsExactlyInAnyOrder(tuple("7 1", "1"), tuple("7 2", "2"));
    assertThat(records)
        .allMatch(it -> Duration.ofMinutes(270).equals(((SourceRecord.Booking) it).perDay()));
    assertThat(report.notes())
        .containsExactly(new FetchReport.Note(Reason.RECORDS_UNREADABLE, "from", 1));
  }

  private static HttpHandler answer(String text) {
    return (HttpExchange exchange) -> StandIn.send(exchange, 200, text);
  }

  private static FetchReport report(Vendor vendor, Fetch fetch, HttpHandler handler) {
    return report(vendor, fetch, handler, new ArrayList<>());
  }

  private static FetchReport report(
      Vendor vendor, Fetch fetch, HttpHandler handler, List<SourceRecord> into) {
    try (StandIn standIn = StandIn.answering(handler);
        Reading reading =
            new Reading(
                vendor,
                URI.create(standIn.url() + Reading.connector(vendor).baseUrl().getPath()),
                Reading.token(vendor),
                Duration.ofSeconds(10),
                Optional.of(BudgetPlan.UNLIMITED))) {
      return reading.fetch(fetch, FetchRange.all(), into::add);
    }
  }

  static List<String> lines(List<SourceRecord> records) {
    return records.stream().map(Truth::line).sorted().toList();
  }
}
