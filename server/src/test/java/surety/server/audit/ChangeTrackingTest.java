package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.operations.TestPostgres;
import surety.server.platform.Ids;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChangeTrackingTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final TestPostgres.Database database = TestPostgres.migrated();
  private final TestWorkspaces workspaces = TestWorkspaces.in(database);
  private final WorkspaceDatabase door = workspaces.door();
  private final JdbcClient superuser = JdbcClient.create(database.superuserSource());
  private final JdbcClient tables = JdbcClient.create(database.ownerSource());
  private WorkspaceScope owner;

  @BeforeEach
  void open() {
    owner = workspaces.create("ada@example.org", Role.OWNER);
    superuser.sql("DELETE FROM audit.change").update();
  }

  @Test
  void an_inserted_row_is_recorded_with_what_it_holds_and_who_did_it() {
    UUID member = insertMember("bob@example.org");

    assertThat(only())
        .containsEntry("workspace_id", owner.workspace().value())
        .containsEntry("principal", owner.principal().value())
        .containsEntry("accessor", "u")
        .containsEntry("table_name", "workspace.member")
        .containsEntry("operation", "INSERT")
        .containsEntry("row_before", null);
    JsonNode after = json("row_after");
    assertThat(after.get("id").asString()).isEqualTo(member.toString());
    assertThat(after.get("email").asString()).isEqualTo("bob@example.org");
    assertThat(after.get("role").asString()).isEqualTo("REP");
  }

  @Test
  void an_updated_row_is_recorded_with_what_it_held_before_and_after() {
    write("UPDATE workspace.workspace SET name = 'New Name'");

    assertThat(only()).containsEntry("operation", "UPDATE");
    assertThat(json("row_before").get("name").asString()).isEqualTo("Example Ltd");
    assertThat(json("row_after").get("name").asString()).isEqualTo("New Name");
    assertThat(json("row_after").get("reporting_currency").asString()).isEqualTo("EUR");
  }

  @Test
  void a_deleted_row_is_recorded_with_what_it_held() {
    UUID member = insertMember("bob@example.org");
    superuser.sql("DELETE FROM audit.change").update();
    write("DELETE FROM workspace.member WHERE id = '" + member + "'");

    assertThat(only()).containsEntry("operation", "DELETE").containsEntry("row_after", null);
    assertThat(json("row_before").get("email").asString()).isEqualTo("bob@example.org");
  }

  @Test
  void every_row_of_a_statement_is_recorded() {
    insertMember("bob@example.org");
    insertMember("eve@example.org");
    superuser.sql("DELETE FROM audit.change").update();

    write("UPDATE workspace.member SET role = 'MANAGER' WHERE role = 'REP'");

    assertThat(entries()).hasSize(2);
  }

  @Test
  void rows_that_go_with_another_one_are_recorded() {
    insertMember("bob@example.org");
    superuser.sql("DELETE FROM audit.change").update();

    write("DELETE FROM workspace.workspace");

    assertThat(entries())
        .extracting(entry -> entry.get("table_name"), entry -> entry.get("operation"))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("workspace.workspace", "DELETE"),
            org.assertj.core.groups.Tuple.tuple("workspace.member", "DELETE"),
            org.assertj.core.groups.Tuple.tuple("workspace.member", "DELETE"));
  }

  @Test
  void a_change_that_is_rolled_back_leaves_no_entry() {
    assertThatThrownBy(
            () ->
                door.write(
                    owner,
                    client -> {
                      client.sql("UPDATE workspace.workspace SET name = 'Lost'").update();
                      throw new IllegalStateException("changed its mind");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(entries()).isEmpty();
  }

  @Test
  void a_change_that_cannot_be_recorded_does_not_happen() {
    superuser
        .sql(
            "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'audit.change'::regclass")
        .query(String.class)
        .list()
        .forEach(partition -> superuser.sql("DROP TABLE " + partition).update());

    assertThatThrownBy(() -> write("UPDATE workspace.workspace SET name = 'Lost'"))
        .isInstanceOf(DataAccessException.class);
    assertThat(superuser.sql("SELECT name FROM workspace.workspace").query(String.class).single())
        .isEqualTo("Example Ltd");
  }

  @Test
  void bytes_are_masked_and_only_tell_that_they_are_set_and_changed() {
    write(
        """
        INSERT INTO workspace.invitation
        SELECT workspace_id, gen_random_uuid(), 'eve@example.org', 'REP',
               sha256('first'), gen_random_uuid(), now(), now()
          FROM workspace.workspace
        """);
    write("UPDATE workspace.invitation SET role = 'VIEWER'");
    write("UPDATE workspace.invitation SET token_hash = sha256('second')");

    assertThat(entries())
        .extracting(entry -> String.valueOf(entry.get("row_after")))
        .satisfiesExactly(
            inserted -> assertThat(inserted).contains("\"token_hash\": \"[sealed]\""),
            untouched -> assertThat(untouched).contains("\"token_hash\": \"[sealed]\""),
            changed -> assertThat(changed).contains("\"token_hash\": \"[sealed, changed]\""));
    assertThat(entries().toString()).doesNotContain("\\\\x");
  }

  @Test
  void named_columns_are_masked() {
    tables.sql("SELECT audit.track_changes('workspace.member', '{email}')").query().listOfRows();

    insertMember("bob@example.org");

    assertThat(json("row_after").get("email").asString()).isEqualTo("[sealed]");
    assertThat(only().toString()).doesNotContain("bob@example.org");
  }

  @Test
  void a_column_to_mask_that_does_not_exist_is_an_error() {
    assertThatThrownBy(
            () ->
                tables
                    .sql("SELECT audit.track_changes('workspace.member', '{emial}')")
                    .query()
                    .listOfRows())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void a_masked_column_without_a_value_stays_empty() {
    protectedTable();
    tables.sql("SELECT audit.track_changes('workspace.note')").query().listOfRows();
    write("INSERT INTO workspace.note SELECT workspace_id FROM workspace.workspace");

    assertThat(json("row_after").get("content").isNull()).isTrue();
  }

  @Test
  void a_replica_session_is_recorded_too() {
    superuser
        .sql(
            """
            SET session_replication_role = replica;
            UPDATE workspace.workspace SET name = 'Replicated'
            """)
        .update();

    assertThat(only()).containsEntry("accessor", "s");
  }

  @Test
  void ids_of_entries_are_of_version_7_and_carry_their_time() {
    insertMember("bob@example.org");

    UUID id = superuser.sql("SELECT id FROM audit.change").query(UUID.class).single();
    Instant at = superuser.sql("SELECT at FROM audit.change").query(Instant.class).single();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
  }

  @Test
  void a_table_without_change_entries_fails_its_migration() {
    protectedTable();

    assertUnprotected("workspace.note: changes are not recorded");
    tables.sql("SELECT audit.track_changes('workspace.note')").query().listOfRows();
    assertProtected();
  }

  @Test
  void a_table_with_a_stated_exemption_passes_its_migration() {
    protectedTable();
    tables
        .sql("SELECT audit.exempt_from_changes('workspace.note', 'only an example')")
        .query()
        .listOfRows();

    assertProtected();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE workspace.member DISABLE TRIGGER record_change",
        "ALTER TABLE workspace.member ENABLE TRIGGER record_change",
        "ALTER TABLE workspace.member ENABLE REPLICA TRIGGER record_change",
        "DROP TRIGGER record_change ON workspace.member",
        "ALTER TABLE workspace.member RENAME TO person",
        """
        CREATE OR REPLACE TRIGGER record_change AFTER INSERT OR UPDATE ON workspace.member
            FOR EACH ROW EXECUTE FUNCTION audit.record_change('workspace.member', '{}')
        """,
        """
        CREATE OR REPLACE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON workspace.member
            FOR EACH ROW WHEN (false) EXECUTE FUNCTION audit.record_change('workspace.member', '{}')
        """,
      })
  void a_migration_that_weakens_change_entries_fails(String sql) {
    tables.sql(sql).update();

    assertThatThrownBy(this::assertProtected).hasStackTraceContaining("unprotected schema");
  }

  @Test
  void a_column_of_bytes_that_is_added_later_fails_the_migration_until_it_is_masked() {
    tables.sql("ALTER TABLE workspace.member ADD picture bytea").update();

    assertUnprotected("column of bytes is not masked in change entries: picture");
    tables.sql("SELECT audit.track_changes('workspace.member')").query().listOfRows();
    assertProtected();
  }

  private void protectedTable() {
    tables
        .sql("CREATE TABLE workspace.note (workspace_id uuid PRIMARY KEY, content bytea)")
        .update();
    tables.sql("SELECT sec.protect_table('workspace.note', 0, 0)").query().listOfRows();
  }

  private void assertProtected() {
    tables.sql("SELECT sec.assert_protected()").query().listOfRows();
  }

  private void assertUnprotected(String rule) {
    assertThatThrownBy(this::assertProtected).hasStackTraceContaining(rule);
  }

  private UUID insertMember(String email) {
    UUID id = Ids.next();
    door.write(
        owner,
        client ->
            client
                .sql(
                    "INSERT INTO workspace.member VALUES (:workspace, :id, :account, :email,"
                        + " 'REP')")
                .param("workspace", owner.workspace().value())
                .param("id", id)
                .param("account", Ids.next())
                .param("email", email)
                .update());
    return id;
  }

  private void write(String sql) {
    door.write(owner, client -> client.sql(sql).update());
  }

  private List<Map<String, Object>> entries() {
    return superuser.sql("SELECT * FROM audit.change ORDER BY at, id").query().listOfRows();
  }

  private Map<String, Object> only() {
    assertThat(entries()).hasSize(1);
    return entries().getFirst();
  }

  private JsonNode json(String column) {
    return JSON.readTree(String.valueOf(only().get(column)));
  }
}
