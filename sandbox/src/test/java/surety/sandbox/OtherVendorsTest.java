package surety.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The wire formats of the vendors besides Productive.io and Harvest.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OtherVendorsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 18);
  private static final String ALL = "{\"filter\":[{\"op\":\"gte\",\"field\":\"id\",\"value\":0}]}";
  private static SandboxServer sandbox;

  @BeforeAll
  static void start() throws Exception {
    sandbox = SandboxServer.start(SandboxOptions.of(TODAY));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static Wire wire(Vendor vendor) {
    return new Wire(sandbox.baseUrl(vendor), headers(vendor));
  }

  private static Map<String, String> headers(Vendor vendor) {
    return switch (vendor) {
      case FLOAT -> Map.of("Authorization", "Bearer " + Tokens.FLOAT, "User-Agent", "t");
      case PIPEDRIVE -> Map.of("x-api-token", Tokens.PIPEDRIVE);
      case HUBSPOT -> Map.of("Authorization", "Bearer " + Tokens.HUBSPOT_FULL);
      case CONNECTWISE ->
          Map.of("clientId", Tokens.CONNECTWISE_CLIENT, "Authorization", "Basic " + basic());
      case AUTOTASK ->
          Map.of(
              "ApiIntegrationCode",
              Tokens.AUTOTASK_CODE,
              "UserName",
              Tokens.AUTOTASK_USER,
              "Secret",
              Tokens.AUTOTASK_SECRET);
      case QUICKBOOKS -> Map.of("Authorization", "Bearer " + Tokens.QUICKBOOKS);
      case ACCELO -> Map.of("Authorization", "Bearer " + Tokens.ACCELO);
      case KANTATA -> Map.of("Authorization", "Bearer " + Tokens.KANTATA);
      case RESOURCEGURU -> Map.of("Authorization", "Bearer " + Tokens.RESOURCEGURU);
      case SALESFORCE -> Map.of("Authorization", "Bearer " + Tokens.SALESFORCE);
      case XERO ->
          Map.of("Authorization", "Bearer " + Tokens.XERO, "Xero-Tenant-Id", Tokens.XERO_TENANT);
      case SCORO -> Map.of();
      case PRODUCTIVE, HARVEST -> throw new IllegalArgumentException("has tests of its own");
    };
  }

  private static String basic() {
    String pair =
        Tokens.CONNECTWISE_COMPANY
            + "+"
            + Tokens.CONNECTWISE_PUBLIC
            + ":"
            + Tokens.CONNECTWISE_PRIVATE;
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  // The member names are those of the vendors' documents.
  @ParameterizedTest
  @CsvSource({
    "FLOAT,/projects,,project_id name project_code client_id active tentative non_billable"
        + " budget_type budget_total default_hourly_rate start_date end_date project_manager"
        + " modified",
    "FLOAT,/people,,people_id name email job_title active employee_type people_type_id contractor"
        + " work_days_hours default_hourly_rate cost_rate start_date end_date modified",
    "FLOAT,/tasks?start_date=2026-01-01&end_date=2026-12-31,,task_id people_id people_ids"
        + " project_id start_date end_date start_time hours status billable name notes repeat_state"
        + " repeat_end_date modified",
    "FLOAT,/logged-time?start_date=2026-01-01&end_date=2026-02-01,,logged_time_id people_id"
        + " project_id date hours billable notes locked",
    "PIPEDRIVE,/v2/deals,data,id title owner_id person_id org_id pipeline_id stage_id value"
        + " currency add_time update_time status probability expected_close_date close_time"
        + " won_time lost_time lost_reason is_deleted is_archived",
    "PIPEDRIVE,/v1/users,data,id name email active_flag role_id default_currency timezone_name"
        + " is_deleted",
    "PIPEDRIVE,/v2/stages,data,id name order_nr pipeline_id deal_probability is_deleted",
    "HUBSPOT,/crm/v3/objects/deals,results,id properties createdAt archived",
    "HUBSPOT,/crm/v3/owners,results,id email type firstName lastName archived",
    "CONNECTWISE,/project/projects,,id name company status closedFlag billingMethod billingAmount"
        + " billTime budgetFlag estimatedStart estimatedEnd currency _info",
    "CONNECTWISE,/finance/invoices,,id invoiceNumber type status company project date dueDate"
        + " subtotal total salesTax balance payments currency _info",
    "CONNECTWISE,/time/entries,,id member project chargeToType timeStart actualHours hoursDeduct"
        + " billableOption hourlyRate notes status _info",
    "CONNECTWISE,/system/members,,id identifier firstName lastName officeEmail inactiveFlag"
        + " dailyCapacity title hourlyCost hourlyRate",
    "CONNECTWISE,/sales/opportunities,,id name company stage status probability expectedCloseDate"
        + " closedDate _info",
    "ACCELO,/jobs?_fields=_ALL,response,id title standing status company manager date_created"
        + " date_started date_due date_completed date_modified job_object_budget",
    "ACCELO,/staff?_fields=_ALL,response,id firstname surname email standing position timezone",
    "ACCELO,/activities,response,id subject",
    "RESOURCEGURU,/resources,,id name job_title email archived bookable",
    "RESOURCEGURU,/bookings?start_date=2026-01-01&end_date=2026-12-31,,id client_id project_id"
        + " resource_id notes tentative durations booker",
    "SALESFORCE,/query?q=SELECT+Id+FROM+Opportunity,records,attributes Id"
  })
  void each_collection_has_the_members_of_the_vendor(
      Vendor vendor, String path, String records, String members) throws Exception {
    JsonNode body = wire(vendor).json(path);
    JsonNode list = records == null ? body : body.path(records);
    assertThat(list.isArray()).isTrue();
    assertThat(list.path(0).propertyNames()).containsExactlyInAnyOrder(members.split(" "));
  }

  @Test
  void Autotask_answers_a_query_with_items_and_an_absolute_next_URL() throws Exception {
    JsonNode body = wire(Vendor.AUTOTASK).json("/TimeEntries/query", "search", ALL);
    assertThat(body.path("items").size()).isEqualTo(500);
    String next = body.path("pageDetails").path("nextPageUrl").asString();
    assertThat(next).startsWith(sandbox.baseUrl(Vendor.AUTOTASK) + "/TimeEntries/query/next?");
    JsonNode second = Wire.JSON.readTree(wire(Vendor.AUTOTASK).send("GET", next, "", "").body());
    assertThat(second.path("items").path(0).path("id").asLong())
        .isGreaterThan(body.path("items").path(499).path("id").asLong());
    assertThat(wire(Vendor.AUTOTASK).get("/TimeEntries/query").statusCode()).isEqualTo(500);
  }

  @Test
  void ConnectWise_names_the_next_page_in_a_header_until_there_is_none() throws Exception {
    String conditions = "date>=[2026-01-01T00:00:00Z] and date<=[2026-02-28T23:59:59Z]";
    String url = "/finance/invoices?pageSize=40&conditions=" + encoded(conditions);
    HttpResponse<String> first = wire(Vendor.CONNECTWISE).send("GET", url, "", "");
    String link = first.headers().firstValue("Link").orElseThrow();
    assertThat(link).contains("rel=\"next\"").contains(sandbox.baseUrl(Vendor.CONNECTWISE) + "/");
    int pages = 1;
    for (String next = next(link); !next.isEmpty(); pages++) {
      HttpResponse<String> page = wire(Vendor.CONNECTWISE).send("GET", next, "", "");
      next = next(page.headers().firstValue("Link").orElse(""));
    }
    LocalDate from = LocalDate.of(2026, 1, 1);
    LocalDate to = LocalDate.of(2026, 2, 28);
    long inTime =
        sandbox.firm().seenBy(Vendor.CONNECTWISE).invoices().stream()
            .map(Invoice::issuedOn)
            .filter(day -> day != null && !day.isBefore(from) && !day.isAfter(to))
            .count();
    assertThat(pages).isEqualTo((int) ((inTime + 39) / 40));
  }

  private static String next(String link) {
    int end = link.indexOf(">; rel=\"next\"");
    return end < 0 ? "" : link.substring(1, end);
  }

  @Test
  void Float_repeats_its_last_page_and_counts_in_headers() throws Exception {
    HttpResponse<String> last = wire(Vendor.FLOAT).get("/people", "per-page", "20", "page", "2");
    HttpResponse<String> behind = wire(Vendor.FLOAT).get("/people", "per-page", "20", "page", "9");
    assertThat(behind.body()).isEqualTo(last.body());
    assertThat(last.headers().firstValue("X-Pagination-Page-Count")).contains("2");
    assertThat(wire(Vendor.FLOAT).get("/tasks").statusCode()).isEqualTo(422);
  }

  @Test
  void HubSpot_hands_out_only_the_properties_that_were_asked_for() throws Exception {
    JsonNode bare = wire(Vendor.HUBSPOT).json("/crm/v3/objects/deals");
    assertThat(bare.path("results").path(0).path("properties").isEmpty()).isTrue();
    JsonNode asked = wire(Vendor.HUBSPOT).json("/crm/v3/objects/deals", "properties", "amount");
    assertThat(asked.path("results").path(0).path("properties").propertyNames())
        .containsExactly("amount");
    assertThat(asked.path("results").path(0).path("properties").path("amount").isString()).isTrue();
    assertThat(wire(Vendor.HUBSPOT).get("/crm/v3/objects/deals", "limit", "101").statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT,/projects",
    "PIPEDRIVE,/v2/deals",
    "HUBSPOT,/crm/v3/objects/deals",
    "CONNECTWISE,/project/projects",
    "AUTOTASK,/Projects",
    "ACCELO,/companies",
    "RESOURCEGURU,/clients",
    "SALESFORCE,/sobjects/Account"
  })
  void every_vendor_takes_writes_and_each_changes_the_hash(Vendor vendor, String path)
      throws Exception {
    String before = sandbox.datasetHash();
    Wire writer = wire(vendor);
    HttpResponse<String> created = writer.write("POST", path, "{\"name\":\"New\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    long id = Wire.JSON.readTree(created.body()).path("id").asLong();
    String afterwards = sandbox.datasetHash();
    assertThat(afterwards).isNotEqualTo(before);
    assertThat(writer.write("PATCH", path + "/" + id, "{\"name\":\"Other\"}").statusCode())
        .isEqualTo(200);
    assertThat(sandbox.datasetHash()).isNotEqualTo(afterwards);
    JsonNode record = writer.json(path + "/" + id);
    assertThat((record.has("response") ? record.path("response") : record).path("name").asString())
        .isEqualTo("Other");
    assertThat(writer.write("DELETE", path + "/" + id, "").statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT,/people",
    "PIPEDRIVE,/v2/deals",
    "HUBSPOT,/crm/v3/owners",
    "CONNECTWISE,/system/members",
    "AUTOTASK,/Resources/query",
    "ACCELO,/staff",
    "KANTATA,/users.json",
    "RESOURCEGURU,/resources",
    "SALESFORCE,/query"
  })
  void nobody_reads_without_the_credential_and_it_is_not_in_the_log(Vendor vendor, String path)
      throws Exception {
    URI base = sandbox.baseUrl(vendor);
    Wire nobody = new Wire(base, Map.of("User-Agent", "t"));
    assertThat(nobody.get(path).statusCode()).isEqualTo(401);
    wire(vendor).get(path);
    assertThat(sandbox.requests().toString())
        .doesNotContain(Tokens.FLOAT)
        .doesNotContain(Tokens.PIPEDRIVE)
        .doesNotContain(Tokens.HUBSPOT_FULL)
        .doesNotContain(basic())
        .doesNotContain(Tokens.AUTOTASK_SECRET)
        .doesNotContain(Tokens.ACCELO)
        .doesNotContain(Tokens.KANTATA)
        .doesNotContain(Tokens.RESOURCEGURU)
        .doesNotContain(Tokens.SALESFORCE);
  }

  @Test
  void at_Accelo_a_parameter_turns_a_GET_into_a_delete() throws Exception {
    String before = sandbox.datasetHash();
    String job = wire(Vendor.ACCELO).json("/jobs").path("response").path(0).path("id").asString();
    wire(Vendor.ACCELO).get("/jobs/" + job, "_method", "delete");
    assertThat(sandbox.datasetHash()).isNotEqualTo(before);
    assertThat(wire(Vendor.ACCELO).get("/jobs/" + job).statusCode()).isEqualTo(400);
  }

  @Test
  void Scoro_takes_POSTs_alone_and_tells_errors_in_pages_that_look_like_successes()
      throws Exception {
    JsonNode page = scoro("/timeEntries/list", "\"page\":2,\"per_page\":500");
    assertThat(page.path("statusCode").asInt()).isEqualTo(200);
    assertThat(page.path("data").size()).isEqualTo(100);
    assertThat(page.path("data").path(0).propertyNames())
        .containsExactlyInAnyOrder(
            ("time_entry_id title description user_id activity_id invoice_line_id event_id"
                    + " event_type start_datetime duration billable_duration is_completed"
                    + " is_confirmed is_billable is_deleted modified_date")
                .split(" "));
    assertThat(scoro("/projects/list", "\"page\":1").path("data").size()).isLessThanOrEqualTo(50);
    assertThat(scoro("/projects/list", "\"page\":99").path("data").isEmpty()).isTrue();
    assertThat(scoro("/nothing/list", "\"page\":1").path("statusCode").asInt()).isEqualTo(404);
    assertThat(wire(Vendor.SCORO).get("/projects/list").statusCode()).isEqualTo(200);
    HttpResponse<String> nobody = wire(Vendor.SCORO).write("POST", "/projects/list", "{}");
    assertThat(nobody.statusCode()).isEqualTo(200);
    assertThat(Wire.JSON.readTree(nobody.body()).path("statusCode").asInt()).isEqualTo(401);
    assertThat(sandbox.requests().toString()).doesNotContain(Tokens.SCORO);
  }

  @ParameterizedTest
  @CsvSource({
    "/projects/modify",
    "/projects/batchModify",
    "/invoices/modify/%d",
    "/invoices/delete/%d",
    "/tasks/setDone/1"
  })
  void at_Scoro_the_path_says_that_something_is_written(String path) throws Exception {
    String before = sandbox.datasetHash();
    long invoice = sandbox.firm().seenBy(Vendor.SCORO).invoices().getLast().id();
    String request = path.endsWith("batchModify") ? "[{\"no\":1}]" : "{\"no\":1}";
    JsonNode answer = scoro(path.formatted(invoice), "\"request\":" + request);
    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(sandbox.datasetHash()).isNotEqualTo(before);
  }

  private static JsonNode scoro(String path, String members) throws Exception {
    String body =
        "{\"apiKey\":\"%s\",\"company_account_id\":\"%s\",%s}"
            .formatted(Tokens.SCORO, Tokens.SCORO_ACCOUNT, members);
    return Wire.JSON.readTree(wire(Vendor.SCORO).write("POST", path, body).body());
  }

  @Test
  void Kantata_lists_ids_and_leaves_out_what_is_archived() throws Exception {
    JsonNode page = wire(Vendor.KANTATA).json("/workspaces.json", "per_page", "7");
    assertThat(page.path("results").size()).isEqualTo(7);
    for (JsonNode each : page.path("results")) {
      JsonNode workspace = page.path("workspaces").path(each.path("id").asString());
      assertThat(workspace.path("archived").asBoolean()).isFalse();
    }
    JsonNode whole = wire(Vendor.KANTATA).json("/workspaces.json", "include_archived", "true");
    assertThat(whole.path("count").asInt()).isGreaterThan(page.path("count").asInt());
    String before = sandbox.datasetHash();
    HttpResponse<String> created =
        wire(Vendor.KANTATA).write("POST", "/workspaces.json", "{\"title\":\"New\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(sandbox.datasetHash()).isNotEqualTo(before);
  }

  @Test
  void an_app_with_scopes_to_read_cannot_write() throws Exception {
    Wire reader =
        new Wire(
            sandbox.baseUrl(Vendor.HUBSPOT),
            Map.of("Authorization", "Bearer " + Tokens.HUBSPOT_READ_ONLY));
    assertThat(reader.write("POST", "/crm/v3/objects/deals", "{}").statusCode()).isEqualTo(403);
    assertThat(reader.get("/crm/v3/objects/deals").statusCode()).isEqualTo(200);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
