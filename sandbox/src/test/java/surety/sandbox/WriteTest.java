package surety.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WriteTest {
  private static final Firm FIRM = Firm.generate(1, LocalDate.of(2026, 3, 18));
  private SandboxServer sandbox;
  private Wire productive;
  private Wire harvest;

  @BeforeEach
  void start() throws Exception {
    sandbox = SandboxServer.start(SandboxOptions.of(FIRM));
    productive = Wire.productive(sandbox, Tokens.PRODUCTIVE_FULL);
    harvest = Wire.harvest(sandbox, Tokens.HARVEST_FULL);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void the_same_firm_has_the_same_hash_and_reading_does_not_change_it() throws Exception {
    String before = sandbox.datasetHash();
    productive.all("/invoices");
    harvest.linked("invoices");
    assertThat(sandbox.datasetHash()).isEqualTo(before);
    try (SandboxServer other =
        SandboxServer.start(SandboxOptions.of(Firm.generate(1, FIRM.today())))) {
      assertThat(other.datasetHash()).isEqualTo(before);
    }
  }

  @Test
  void the_same_seed_gives_the_same_bytes() throws Exception {
    try (SandboxServer other =
        SandboxServer.start(SandboxOptions.of(Firm.generate(1, FIRM.today())))) {
      String mine = productive.get("/deals", "include", "company,project").body();
      Wire theirs = Wire.productive(other, Tokens.PRODUCTIVE_FULL);
      assertThat(theirs.get("/deals", "include", "company,project").body())
          .isEqualTo(mine.replace(":" + sandbox.port() + "/", ":" + other.port() + "/"));
    }
  }

  @Test
  void Productive_creates_changes_and_deletes_and_each_changes_the_hash() throws Exception {
    String before = sandbox.datasetHash();
    String body =
        """
        {"data":{"type":"time_entries","attributes":{"date":"2026-03-01","time":60},
         "relationships":{"person":{"data":{"type":"people","id":"90101"}}}}}
        """;
    HttpResponse<String> created = productive.write("POST", "/time_entries", body);
    assertThat(created.statusCode()).isEqualTo(201);
    String id = Wire.JSON.readTree(created.body()).path("data").path("id").asString();
    assertThat(productive.json("/time_entries", "filter[id]", id).path("data")).hasSize(1);
    String after = sandbox.datasetHash();
    assertThat(after).isNotEqualTo(before);
    HttpResponse<String> changed =
        productive.write("PATCH", "/time_entries/" + id, body.replace("60", "90"));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).contains("\"time\":90");
    assertThat(sandbox.datasetHash()).isNotEqualTo(after);
    assertThat(productive.write("DELETE", "/time_entries/" + id, "").statusCode()).isEqualTo(204);
    assertThat(productive.get("/time_entries/" + id).statusCode()).isEqualTo(404);
    assertThat(productive.json("/deleted_items").path("meta").path("total_count").asInt()).isOne();
  }

  @Test
  void Productive_changes_one_of_the_firms_own_records_and_keeps_its_relations() throws Exception {
    String body = "{\"data\":{\"type\":\"invoices\",\"attributes\":{\"subject\":\"changed\"}}}";
    assertThat(productive.write("PATCH", "/invoices/661001", body).statusCode()).isEqualTo(200);
    var record = productive.json("/invoices/661001", "include", "company").path("data");
    assertThat(record.path("attributes").path("subject").asString()).isEqualTo("changed");
    assertThat(record.path("attributes").path("amount").isNumber()).isTrue();
    assertThat(record.path("relationships").path("company").path("data").has("id")).isTrue();
  }

  @Test
  void actions_under_readable_names_and_bulk_deletes_are_writes() throws Exception {
    String before = sandbox.datasetHash();
    assertThat(productive.write("PATCH", "/projects/410001/archive", "").statusCode())
        .isEqualTo(200);
    String archived = sandbox.datasetHash();
    assertThat(archived).isNotEqualTo(before);
    String bulk = "{\"data\":[{\"type\":\"time_entries\",\"id\":\"99120001\"}]}";
    assertThat(productive.write("DELETE", "/time_entries", bulk).statusCode()).isEqualTo(204);
    assertThat(sandbox.datasetHash()).isNotEqualTo(archived);
    assertThat(harvest.write("PATCH", "/time_entries/99120002/stop", "").statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_read_only_token_and_a_wrong_content_type_are_refused() throws Exception {
    String before = sandbox.datasetHash();
    Wire reader = Wire.productive(sandbox, Tokens.PRODUCTIVE_READ_ONLY);
    String body = "{\"data\":{\"type\":\"projects\",\"attributes\":{\"name\":\"x\"}}}";
    assertThat(reader.write("POST", "/projects", body).statusCode()).isEqualTo(403);
    assertThat(productive.send("POST", "/projects", "application/json", body).statusCode())
        .isEqualTo(415);
    assertThat(productive.write("POST", "/projects", "{}").statusCode()).isEqualTo(422);
    assertThat(sandbox.datasetHash()).isEqualTo(before);
  }

  @Test
  void Harvest_creates_changes_and_deletes_and_each_changes_the_hash() throws Exception {
    String before = sandbox.datasetHash();
    assertThat(harvest.write("POST", "/clients", "{}").statusCode()).isEqualTo(422);
    assertThat(sandbox.datasetHash()).isEqualTo(before);
    HttpResponse<String> created = harvest.write("POST", "/clients", "{\"name\":\"New & Co\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    long id = Wire.JSON.readTree(created.body()).path("id").asLong();
    assertThat(harvest.json("/clients/" + id).path("name").asString()).isEqualTo("New & Co");
    assertThat(sandbox.datasetHash()).isNotEqualTo(before);
    harvest.write("PUT", "/clients/" + id, "{\"name\":\"Other\"}");
    assertThat(harvest.json("/clients/" + id).path("name").asString()).isEqualTo("Other");
    assertThat(harvest.write("DELETE", "/clients/" + id, "").statusCode()).isEqualTo(200);
    assertThat(sandbox.datasetHash()).isEqualTo(before);
  }

  @Test
  void writes_are_in_the_request_log_and_tokens_are_not() throws Exception {
    harvest.get("/users", "is_active", "true");
    harvest.write("POST", "/clients", "{\"name\":\"New\"}");
    assertThat(sandbox.requests()).hasSize(2);
    LoggedRequest read = sandbox.requests().getFirst();
    assertThat(read.isWrite()).isFalse();
    assertThat(read.path()).isEqualTo("/harvest/v2/users");
    assertThat(read.query()).isEqualTo("is_active=true");
    assertThat(read.headers()).containsKey("user-agent").containsKey("authorization");
    assertThat(sandbox.requests().getLast().isWrite()).isTrue();
    assertThat(sandbox.requests().getLast().status()).isEqualTo(201);
    assertThat(sandbox.requests().toString()).doesNotContain(Tokens.HARVEST_FULL);
  }
}
