package surety.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HarvestWireTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 18);
  private static SandboxServer sandbox;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    sandbox = SandboxServer.start(SandboxOptions.of(TODAY));
    wire = Wire.harvest(sandbox, Tokens.HARVEST_FULL);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  // The member names are those of the vendor's documents.
  @ParameterizedTest
  @CsvSource({
    "projects,id name code is_active is_billable is_fixed_fee bill_by budget budget_by"
        + " budget_is_monthly hourly_rate cost_budget cost_budget_include_expenses fee notes"
        + " starts_on ends_on created_at updated_at client",
    "invoices,id number purchase_order amount due_amount tax tax_amount tax2 tax2_amount discount"
        + " discount_amount subject notes state period_start period_end issue_date due_date"
        + " payment_term sent_at paid_at paid_date closed_at created_at updated_at currency client"
        + " estimate retainer creator line_items",
    "time_entries,id spent_date hours hours_without_timer rounded_hours notes is_locked"
        + " locked_reason is_closed is_billed is_running timer_started_at started_time ended_time"
        + " billable budgeted billable_rate cost_rate created_at updated_at user client project"
        + " task user_assignment task_assignment invoice external_reference",
    "users,id first_name last_name email telephone timezone has_access_to_all_future_projects"
        + " is_contractor is_active weekly_capacity default_hourly_rate cost_rate roles"
        + " access_roles avatar_url created_at updated_at",
    "estimates,id number amount tax discount subject state issue_date sent_at accepted_at"
        + " declined_at currency created_at updated_at client creator line_items",
    "clients,id name is_active currency",
    "user_assignments,id is_active user project",
    "roles,id name user_ids"
  })
  void each_collection_has_the_members_of_the_vendor(String name, String members) throws Exception {
    JsonNode body = wire.json("/" + name, "per_page", "1");
    assertThat(body.propertyNames())
        .containsExactly(
            name,
            "per_page",
            "total_pages",
            "total_entries",
            "next_page",
            "previous_page",
            "page",
            "links");
    assertThat(body.path("links").propertyNames())
        .containsExactly("first", "next", "previous", "last");
    assertThat(body.path(name).path(0).propertyNames()).contains(members.split(" "));
    assertThat(body.path(name).path(0).path("id").isNumber()).isTrue();
  }

  @Test
  void a_time_entry_reads_as_known() throws Exception {
    TimeEntry entry = sandbox.firm().timeEntries().get(100);
    JsonNode record = wire.json("/time_entries/" + entry.id());
    assertThat(record.path("spent_date").asString()).isEqualTo(entry.day().toString());
    assertThat(record.path("hours").decimalValue())
        .isEqualByComparingTo(new BigDecimal(entry.minutes()).divide(new BigDecimal(60)));
    assertThat(record.path("cost_rate").decimalValue())
        .isEqualByComparingTo(Objects.requireNonNull(entry.costRate()).amount());
    assertThat(record.path("user").path("id").asLong()).isEqualTo(entry.personId());
    assertThat(record.path("project").path("id").asLong()).isEqualTo(entry.projectId());
  }

  @Test
  void next_links_are_absolute_and_cover_every_entry_exactly_once() throws Exception {
    JsonNode first = wire.json("/time_entries");
    assertThat(first.path("links").path("next").asString())
        .startsWith(sandbox.harvestBaseUrl() + "/time_entries?cursor=");
    List<JsonNode> all = wire.linked("time_entries");
    assertThat(all.stream().map(record -> record.path("id").asLong()).distinct()).hasSize(60_002);
    assertThat(all).hasSize(60_002).filteredOn(r -> r.path("is_running").asBoolean()).hasSize(2);
  }

  @Test
  void invoices_are_paged_by_number_and_keep_their_filters() throws Exception {
    List<JsonNode> all = wire.linked("invoices", "per_page", "100", "state", "paid");
    long paid =
        sandbox.firm().invoices().stream().filter(i -> i.state() == Invoice.State.PAID).count();
    assertThat(all).hasSize((int) paid).allMatch(r -> r.path("state").asString().equals("paid"));
    assertThat(wire.json("/invoices", "per_page", "100").path("next_page").asInt()).isEqualTo(2);
  }

  @Test
  void totals_are_those_of_the_firm() throws Exception {
    assertThat(count("/users")).isEqualTo(25);
    assertThat(count("/projects")).isEqualTo(40);
    assertThat(count("/invoices")).isEqualTo(1_200);
    assertThat(count("/estimates")).isEqualTo(150);
  }

  private static int count(String path, String... query) throws Exception {
    return wire.json(path, query).path("total_entries").asInt();
  }

  @Test
  void filters_on_dates_and_changes_work() throws Exception {
    LocalDate from = TODAY.minusDays(40);
    LocalDate to = TODAY.minusDays(20);
    long expected =
        sandbox.firm().timeEntries().stream()
            .filter(entry -> !entry.day().isBefore(from) && !entry.day().isAfter(to))
            .count();
    assertThat(count("/time_entries", "from", from.toString(), "to", to.toString()))
        .isEqualTo((int) expected);
    assertThat(count("/time_entries", "updated_since", TODAY.minusDays(3) + "T00:00:00Z"))
        .isBetween(1, 2_000);
    assertThat(count("/users", "is_active", "false")).isEqualTo(4);
  }

  @Test
  void amounts_are_decimals_and_capacity_is_in_seconds() throws Exception {
    Invoice invoice = sandbox.firm().invoices().get(5);
    JsonNode record = wire.json("/invoices/" + invoice.id());
    assertThat(record.path("amount").decimalValue())
        .isEqualByComparingTo(BigDecimal.valueOf(invoice.gross(), 2));
    assertThat(record.path("tax_amount").decimalValue())
        .isEqualByComparingTo(BigDecimal.valueOf(invoice.tax(), 2));
    assertThat(wire.json("/users/90101").path("weekly_capacity").asInt()).isEqualTo(40 * 3_600);
  }

  @Test
  void lists_below_a_record_are_served() throws Exception {
    Person person = sandbox.firm().people().getFirst();
    JsonNode rates = wire.json("/users/90101/cost_rates").path("cost_rates");
    assertThat(rates).hasSize(person.costRates().size());
    assertThat(rates.path(0).propertyNames()).contains("amount", "start_date", "end_date");
    assertThat(wire.json("/users/90101/billable_rates").path("billable_rates")).hasSize(1);
    assertThat(wire.json("/invoices/661001/payments").path("invoice_payments")).isNotEmpty();
    assertThat(wire.json("/company").path("currency").asString()).isEqualTo("EUR");
  }

  @Test
  void reports_sum_the_entries_and_refuse_more_than_a_year() throws Exception {
    JsonNode results =
        wire.json("/reports/uninvoiced", "from", "20260101", "to", "20260318").path("results");
    assertThat(results.path(0).path("total_hours").decimalValue()).isPositive();
    assertThat(wire.get("/reports/uninvoiced", "from", "20240101", "to", "20260318").statusCode())
        .isEqualTo(422);
    assertThat(wire.json("/reports/project_budget").path("results").path(0).propertyNames())
        .contains("project_id", "budget_spent", "budget_remaining");
  }

  @Test
  void an_account_is_found_with_the_token_alone() throws Exception {
    Wire id =
        new Wire(
            sandbox.harvestIdBaseUrl(),
            Map.of("Authorization", "Bearer " + Tokens.HARVEST_FULL, "User-Agent", "t"));
    JsonNode account = id.json("/accounts").path("accounts").path(0);
    assertThat(account.path("id").asLong()).isEqualTo(998_877);
    assertThat(account.path("product").asString()).isEqualTo("harvest");
  }

  @Test
  void errors_are_the_vendors() throws Exception {
    assertThat(wire.get("/users", "per_page", "2001").statusCode()).isEqualTo(422);
    assertThat(wire.get("/time_entries", "cursor", "AAAA").statusCode()).isEqualTo(422);
    assertThat(wire.get("/bookings").statusCode()).isEqualTo(404);
    HttpResponse<String> unknown = Wire.harvest(sandbox, "wrong").get("/users");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).contains("\"error\":\"invalid_token\"");
    Map<String, String> other =
        Map.of("Authorization", "Bearer " + Tokens.HARVEST_FULL, "Harvest-Account-Id", "1");
    assertThat(new Wire(sandbox.harvestBaseUrl(), other).get("/users").statusCode()).isEqualTo(403);
    Map<String, String> anonymous =
        Map.of(
            "Authorization",
            "Bearer " + Tokens.HARVEST_FULL,
            "Harvest-Account-Id",
            "998877",
            "User-Agent",
            " ");
    assertThat(new Wire(sandbox.harvestBaseUrl(), anonymous).get("/users").statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_member_sees_neither_rates_nor_invoices() throws Exception {
    Wire member = Wire.harvest(sandbox, Tokens.HARVEST_RESTRICTED);
    assertThat(member.get("/invoices").statusCode()).isEqualTo(403);
    assertThat(member.get("/estimates").statusCode()).isEqualTo(403);
    assertThat(member.get("/users/90101/cost_rates").statusCode()).isEqualTo(403);
    JsonNode entry = member.json("/time_entries", "per_page", "1").path("time_entries").path(0);
    assertThat(entry.has("billable_rate") || entry.has("cost_rate")).isFalse();
    assertThat(member.json("/users").path("users").path(0).has("cost_rate")).isFalse();
  }
}
