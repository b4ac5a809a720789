package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import surety.sandbox.Vendor;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.Reason;
import surety.server.egress.StandIn;

/// Where a vendor may lead a reader to, and where not.
@DisplayNameGeneration(ReplaceUnderscores.class)
class NextPageTest {

  private static final String MEMBER =
      "[{\"id\":1,\"firstName\":\"A\",\"lastName\":\"B\",\"inactiveFlag\":false}]";
  private static final String RESOURCE =
      "{\"items\":[{\"id\":1,\"firstName\":\"A\",\"lastName\":\"B\",\"isActive\":true}],"
          + "\"pageDetails\":{\"nextPageUrl\":%s}}";

  /// A vendor whose first page names a next one, and whose other pages are empty.
  private static FetchReport read(
      Vendor vendor, String next, AtomicReference<List<StandIn.Seen>> seen) {
    AtomicReference<URI> own = new AtomicReference<>(URI.create("http://127.0.0.1"));
    try (StandIn elsewhere = StandIn.saying("[]");
        StandIn standIn =
            StandIn.answering(
                exchange ->
                    answer(
                        exchange,
                        vendor,
                        next.replace("OWN", Objects.requireNonNull(own.get()).toString())
                            .replace("ELSEWHERE", elsewhere.url().toString())));
        Reading reading =
            new Reading(
                vendor,
                URI.create(standIn.url() + Reading.connector(vendor).baseUrl().getPath()),
                Reading.token(vendor),
                Duration.ofSeconds(10),
                Optional.of(BudgetPlan.UNLIMITED))) {
      own.set(standIn.url());
      FetchReport report = reading.fetch(Fetch.PEOPLE, FetchRange.all(), _ -> {});
      assertThat(elsewhere.seen()).as("what a credential was sent to").isEmpty();
      seen.set(standIn.seen());
      return report;
    }
  }

  private static void answer(HttpExchange exchange, Vendor vendor, String next) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    boolean first = !query.contains("page=") && !query.contains("paging=");
    if (vendor == Vendor.AUTOTASK) {
      StandIn.send(exchange, 200, RESOURCE.formatted(first ? "\"" + next + "\"" : "null"));
      return;
    }
    if (first) {
      exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\", <x>; rel=\"last\"");
    }
    StandIn.send(exchange, 200, first ? MEMBER : "[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ELSEWHERE/v4_6_release/apis/3.0/system/members?page=2",
        "http://127.0.0.1:1/v4_6_release/apis/3.0/system/members?page=2",
        "OWN/v4_6_release/apis/3.0/finance/invoices?page=2",
        "OWN/v4_6_release/apis/3.0/system/members/1?page=2",
        "OWN/system/members?page=2",
        "OWN/v4_6_release/apis/3.0/system/members?page=2&_method=delete",
        "OWN/v4_6_release/apis/3.0/system/members?page=2&childConditions=x",
        "OWN/v4_6_release/apis/3.0/system/members?page=2&page=3",
        "OWN/v4_6_release/apis/3.0/system/%6dembers?page=2",
        "OWN/v4_6_release/apis/3.0/system/./members?page=2",
        "//127.0.0.1/v4_6_release/apis/3.0/system/members?page=2",
        "/v4_6_release/apis/3.0/system/members?page=2",
        "not a url"
      })
  void a_Link_header_is_followed_to_the_same_list_of_the_same_host_and_nowhere_else(String next) {
    AtomicReference<List<StandIn.Seen>> seen = new AtomicReference<>(List.of());
    FetchReport report = read(Vendor.CONNECTWISE, next, seen);
    assertThat(report.notes()).extracting(FetchReport.Note::reason).contains(Reason.EGRESS_REFUSED);
    assertThat(report.records()).isEqualTo(1);
    assertThat(seen.get()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ELSEWHERE/ATServicesRest/V1.0/Resources/query/next?paging=2",
        "OWN/ATServicesRest/V1.0/Resources?paging=2",
        "OWN/ATServicesRest/V1.0/Companies/query/next?paging=2",
        "OWN/ATServicesRest/V1.0/Resources/query/next/next?paging=2",
        "OWN/ATServicesRest/V1.0/Resources/query/next?paging=2&ImpersonationResourceId=4",
        "OWN/ATServicesRest/V1.0/Resources/query/../query/next?paging=2"
      })
  void a_next_URL_with_a_declared_end_is_followed_there_and_nowhere_else(String next) {
    AtomicReference<List<StandIn.Seen>> seen = new AtomicReference<>(List.of());
    FetchReport report = read(Vendor.AUTOTASK, next, seen);
    assertThat(report.notes()).extracting(FetchReport.Note::reason).contains(Reason.EGRESS_REFUSED);
    assertThat(seen.get()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/services/data/v66.0/query/01g-2000, 2",
    "/services/data/v66.0/query/01g-2000/x, 1",
    "/services/data/v66.0/sobjects/User, 1",
    "/services/data/v66.0/query/01g-2000?_method=delete, 1",
    "/services/apexrest/run, 1",
    "//elsewhere.example/services/data/v66.0/query/01g-2000, 1",
    "https://elsewhere.example/services/data/v66.0/query/01g-2000, 1"
  })
  void a_next_path_is_followed_to_the_same_query_and_nowhere_else(String next, int requests) {
    String page =
        "{\"records\":[{\"Id\":\"%s\",\"Name\":\"A\",\"IsActive\":true}],\"nextRecordsUrl\":%s}";
    try (StandIn standIn =
            StandIn.answering(
                exchange -> {
                  boolean first = exchange.getRequestURI().getRawQuery() != null;
                  StandIn.send(
                      exchange, 200, page.formatted(first, first ? "\"" + next + "\"" : "null"));
                });
        Reading reading =
            new Reading(
                Vendor.SALESFORCE,
                URI.create(standIn.url() + "/services/data/v66.0"),
                Reading.token(Vendor.SALESFORCE),
                Duration.ofSeconds(10),
                Optional.of(BudgetPlan.UNLIMITED))) {
      FetchReport report = reading.fetch(Fetch.PEOPLE, FetchRange.all(), _ -> {});
      assertThat(report.records()).isEqualTo(requests);
      assertThat(report.isComplete()).isEqualTo(requests == 2);
      assertThat(standIn.seen()).hasSize(requests);
    }
  }

  @Test
  void the_same_readers_follow_what_is_declared() {
    AtomicReference<List<StandIn.Seen>> seen = new AtomicReference<>(List.of());
    String path = "OWN/v4_6_release/apis/3.0/system/members?page=2&pageSize=1000";
    assertThat(read(Vendor.CONNECTWISE, path, seen).notes()).isEmpty();
    assertThat(seen.get()).hasSize(2);
    String next = "OWN/ATServicesRest/V1.0/Resources/query/next?paging=2&search=x";
    assertThat(read(Vendor.AUTOTASK, next, seen).notes()).isEmpty();
    assertThat(seen.get()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT", "PIPEDRIVE", "HUBSPOT", "CONNECTWISE", "AUTOTASK"})
  void a_redirect_to_another_host_is_not_followed(Vendor vendor) {
    try (StandIn elsewhere = StandIn.saying("[]");
        StandIn standIn =
            StandIn.answering(
                exchange -> {
                  exchange
                      .getResponseHeaders()
                      .set("Location", elsewhere.url() + exchange.getRequestURI().getRawPath());
                  StandIn.send(exchange, 307, "");
                });
        Reading reading =
            new Reading(
                vendor,
                URI.create(standIn.url() + Reading.connector(vendor).baseUrl().getPath()),
                Reading.token(vendor),
                Duration.ofSeconds(10),
                Optional.of(BudgetPlan.UNLIMITED))) {
      FetchReport report = reading.fetch(Fetch.PEOPLE, FetchRange.all(), _ -> {});
      assertThat(report.state()).isEqualTo(FetchReport.State.FAILED);
      assertThat(report.notes())
          .extracting(FetchReport.Note::reason)
          .containsOnly(Reason.EGRESS_REFUSED);
      assertThat(elsewhere.seen()).isEmpty();
    }
  }
}
