package surety.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProductiveWireTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 18);
  private static SandboxServer sandbox;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    sandbox = SandboxServer.start(SandboxOptions.of(TODAY));
    wire = Wire.productive(sandbox, Tokens.PRODUCTIVE_READ_ONLY);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  // The member names are those of the vendor's documents.
  @ParameterizedTest
  @CsvSource({
    "/projects,name number project_number project_type_id project_color_id last_activity_at"
        + " public_access time_on_tasks tag_colors archived_at created_at template",
    "/invoices,number subject invoiced_on sent_on pay_on paid_on finalized_on invoice_type_id"
        + " credited currency currency_default amount amount_tax amount_with_tax amount_paid"
        + " amount_unpaid amount_credited amount_written_off purchase_order_number created_at"
        + " updated_at last_activity_at",
    "/time_entries,date created_at updated_at time billable_time note approved approved_at invoiced"
        + " overhead cost currency started_at track_method_id",
    "/people,first_name last_name email title role_id is_user placeholder virtual archived_at"
        + " deactivated_at joined_at availabilities last_activity_at created_at tag_list"
        + " custom_fields",
    "/deals,name number deal_number budget date end_date probability currency revenue"
        + " sales_status_id won_at lost_at closed_at last_activity_at created_at tag_list",
    "/bookings,started_on ended_on booking_method_id time hours total_time percentage draft note"
        + " approved_at rejected_at canceled_at created_at updated_at",
    "/deal_statuses,name position status_id probability probability_enabled",
    "/salaries,cost hourly_rate currency salary_type_id started_on ended_on working_hours overhead",
    "/services,name billing_type_id unit_id price currency",
    "/payments,paid_on written_off_on amount currency",
    "/invoice_attributions,amount date_from date_to currency"
  })
  void each_resource_has_the_members_of_the_vendor(String path, String members) throws Exception {
    HttpResponse<String> answer = wire.get(path, "page[size]", "1");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/vnd.api+json");
    JsonNode body = Wire.JSON.readTree(answer.body());
    JsonNode record = body.path("data").path(0);
    assertThat(record.path("id").isString()).isTrue();
    assertThat("/" + record.path("type").asString()).isEqualTo(path);
    assertThat(record.path("attributes").propertyNames()).contains(members.split(" "));
    assertThat(body.path("meta").propertyNames())
        .containsExactly(
            "current_page", "total_pages", "total_count", "page_size", "max_page_size");
  }

  @Test
  void a_time_entry_reads_as_known() throws Exception {
    TimeEntry entry = sandbox.firm().timeEntries().get(100);
    JsonNode record =
        wire.json("/time_entries/" + entry.id(), "include", "person,service").path("data");
    assertThat(record.path("attributes").path("date").asString()).isEqualTo(entry.day().toString());
    assertThat(record.path("attributes").path("time").asInt()).isEqualTo(entry.minutes());
    assertThat(record.path("attributes").path("billable_time").asInt())
        .isEqualTo(entry.billableMinutes());
    assertThat(record.path("attributes").path("cost").asLong())
        .isEqualTo(Objects.requireNonNull(entry.costRate()).minorUnits() * entry.minutes() / 60);
    assertThat(record.path("relationships").path("person").path("data").toString())
        .isEqualTo("{\"type\":\"people\",\"id\":\"" + entry.personId() + "\"}");
  }

  @Test
  void a_relation_that_was_not_asked_for_shows_only_that() throws Exception {
    JsonNode relations =
        wire.json("/time_entries", "include", "service").path("data").path(0).path("relationships");
    assertThat(relations.path("person").toString()).isEqualTo("{\"meta\":{\"included\":false}}");
    assertThat(relations.path("service").path("data").path("type").asString())
        .isEqualTo("services");
    assertThat(relations.path("organization").path("data").path("id").asString()).isEqualTo("2211");
  }

  @Test
  void included_records_come_once_each_and_through_paths() throws Exception {
    JsonNode body =
        wire.json("/time_entries", "include", "service.deal.project,person", "page[size]", "200");
    Set<String> seen = new HashSet<>();
    Set<String> types = new HashSet<>();
    for (JsonNode record : body.path("included")) {
      assertThat(seen.add(record.path("type") + "/" + record.path("id"))).isTrue();
      types.add(record.path("type").asString());
    }
    assertThat(types).containsExactlyInAnyOrder("services", "deals", "projects", "people");
  }

  @Test
  void paging_covers_every_time_entry_exactly_once() throws Exception {
    List<JsonNode> all = wire.all("/time_entries");
    assertThat(all).hasSize(60_000);
    assertThat(all.stream().map(record -> record.path("id").asString()).distinct()).hasSize(60_000);
    long minutes = all.stream().mapToLong(r -> r.path("attributes").path("time").asLong()).sum();
    assertThat(minutes)
        .isEqualTo(sandbox.firm().timeEntries().stream().mapToLong(TimeEntry::minutes).sum());
  }

  @Test
  void totals_are_those_of_the_firm() throws Exception {
    assertThat(count("/people", "filter[person_type]", "1")).isEqualTo(25);
    assertThat(count("/projects")).isEqualTo(40);
    assertThat(count("/invoices")).isEqualTo(1_200);
    assertThat(count("/deals", "filter[type]", "1")).isEqualTo(150);
    assertThat(count("/deals", "filter[type]", "2")).isEqualTo(sandbox.firm().budgets().size());
    assertThat(count("/bookings", "filter[with_draft]", "true"))
        .isEqualTo(sandbox.firm().bookings().size());
  }

  private static int count(String path, String... query) throws Exception {
    return wire.json(path, query).path("meta").path("total_count").asInt();
  }

  @Test
  void the_page_size_is_30_by_default_and_200_at_most() throws Exception {
    assertThat(wire.json("/time_entries").path("data")).hasSize(30);
    assertThat(wire.json("/time_entries", "page[size]", "5000").path("data")).hasSize(200);
    assertThat(wire.json("/invoices", "page[number]", "999").path("data")).isEmpty();
    assertThat(wire.get("/invoices", "page[number]", "-1").statusCode()).isEqualTo(422);
  }

  @Test
  void work_dates_are_filtered_inclusively() throws Exception {
    LocalDate from = TODAY.minusDays(40);
    LocalDate to = TODAY.minusDays(20);
    long expected =
        sandbox.firm().timeEntries().stream()
            .filter(entry -> !entry.day().isBefore(from) && !entry.day().isAfter(to))
            .count();
    assertThat(
            count(
                "/time_entries", "filter[after]", from.toString(), "filter[before]", to.toString()))
        .isEqualTo((int) expected);
  }

  @Test
  void changes_since_a_time_are_filtered_with_an_operator() throws Exception {
    int recent =
        count("/time_entries", "filter[updated_at][gt_eq]", TODAY.minusDays(3) + "T00:00:00Z");
    assertThat(recent).isBetween(1, 2_000);
    assertThat(
            count("/invoices", "filter[last_activity_at][gt_eq]", TODAY.minusDays(10).toString()))
        .isBetween(1, 200);
  }

  @Test
  void bookings_overlap_the_range_and_leave_drafts_out_unless_asked() throws Exception {
    String day = TODAY.plusDays(40).toString();
    int firm = count("/bookings", "filter[after]", day);
    assertThat(count("/bookings", "filter[after]", day, "filter[with_draft]", "true"))
        .isGreaterThan(firm);
  }

  @Test
  void several_values_and_sorting_work() throws Exception {
    assertThat(count("/deals", "filter[stage_status_id]", "2,3", "filter[type]", "1"))
        .isEqualTo(150 - count("/deals", "filter[stage_status_id]", "1"));
    String first =
        wire.json("/time_entries", "sort", "-updated_at")
            .path("data")
            .path(0)
            .path("attributes")
            .path("updated_at")
            .asString();
    assertThat(first).startsWith(TODAY.toString().substring(0, 7));
  }

  @Test
  void a_filter_or_include_that_the_resource_lacks_is_an_error() throws Exception {
    assertError(wire.get("/projects", "filter[updated_at]", "2026-01-01"), 400);
    assertError(wire.get("/projects", "include", "nothing"), 400);
    assertError(wire.get("/time_entries", "filter[after]", "yesterday"), 422);
    assertError(wire.get("/unknown"), 404);
    assertError(wire.get("/invoices/1"), 404);
  }

  private static void assertError(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    JsonNode error = Wire.JSON.readTree(answer.body()).path("errors").path(0);
    assertThat(error.path("status").asString()).isEqualTo(Integer.toString(status));
    assertThat(error.propertyNames()).containsExactly("status", "code", "title", "detail");
  }

  @Test
  void a_missing_or_revoked_token_and_another_organization_get_401() throws Exception {
    assertError(
        new Wire(sandbox.productiveBaseUrl(), Map.of("X-Organization-Id", "2211")).get("/people"),
        401);
    assertError(Wire.productive(sandbox, "wrong").get("/people"), 401);
    Map<String, String> other =
        Map.of("X-Auth-Token", Tokens.PRODUCTIVE_FULL, "X-Organization-Id", "7");
    assertError(new Wire(sandbox.productiveBaseUrl(), other).get("/people"), 401);
    try (SandboxServer own = SandboxServer.start(SandboxOptions.of(sandbox.firm()))) {
      assertThat(Wire.productive(own, Tokens.PRODUCTIVE_FULL).get("/people").statusCode())
          .isEqualTo(200);
      own.revoke(Tokens.PRODUCTIVE_FULL);
      assertError(Wire.productive(own, Tokens.PRODUCTIVE_FULL).get("/people"), 401);
    }
  }

  @Test
  void a_restricted_token_sees_no_costs_and_prices() throws Exception {
    Wire restricted = Wire.productive(sandbox, Tokens.PRODUCTIVE_RESTRICTED);
    assertError(restricted.get("/salaries"), 403);
    JsonNode body = restricted.json("/time_entries", "include", "service");
    assertThat(body.path("data").path(0).path("attributes").has("cost")).isFalse();
    assertThat(body.path("included").path(0).path("attributes").has("price")).isFalse();
    assertThat(wire.json("/time_entries").path("data").path(0).path("attributes").has("cost"))
        .isTrue();
  }

  @Test
  void a_missing_cost_rate_is_null_and_not_zero() throws Exception {
    TimeEntry without =
        sandbox.firm().timeEntries().stream()
            .filter(e -> e.costRate() == null)
            .findFirst()
            .orElseThrow();
    JsonNode attributes =
        wire.json("/time_entries/" + without.id()).path("data").path("attributes");
    assertThat(attributes.path("cost").isNull()).isTrue();
  }

  @Test
  void the_sums_of_a_budget_follow_from_its_entries_and_invoices() throws Exception {
    Budget budget = sandbox.firm().budgets().getFirst();
    JsonNode attributes = wire.json("/deals/" + budget.id()).path("data").path("attributes");
    long invoiced =
        sandbox.firm().invoices().stream()
            .filter(invoice -> invoice.state() != Invoice.State.DRAFT)
            .flatMap(invoice -> invoice.lines().stream())
            .filter(line -> line.budgetId() == budget.id())
            .mapToLong(Invoice.Line::amount)
            .sum();
    assertThat(attributes.path("budget").asBoolean()).isTrue();
    assertThat(attributes.path("invoiced").asLong()).isEqualTo(invoiced).isPositive();
    assertThat(attributes.path("worked_time").asLong()).isPositive();
  }
}
