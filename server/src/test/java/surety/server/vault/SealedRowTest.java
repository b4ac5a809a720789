package surety.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.vault.VaultFixture.HOST;
import static surety.server.vault.VaultFixture.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import surety.envelope.Envelope;
import surety.envelope.KeyRing;
import surety.envelope.NotAuthentic;
import surety.envelope.RootKeyFile;
import surety.envelope.SealContext;
import surety.envelope.Sealed;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;
import surety.server.platform.StartRefused;
import surety.server.workspace.Permission;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceScope;

/// What lies in the database, seen by somebody who has all of it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SealedRowTest {
  private static final VaultFixture FIXTURE = VaultFixture.create();
  private static final KeyRing KEYS = VaultFixture.newKeys();
  private static final String SECRET = "canary-91ab03ce-token";

  private final CredentialVault vault = FIXTURE.vault(KEYS);
  private final WorkspaceScope owner = FIXTURE.newWorkspace();

  @Test
  void the_secret_is_nowhere_in_the_schema_in_any_encoding() {
    CredentialRef ref = store(vault, owner, SECRET);
    assertThat(everything()).contains(ref.toString());
    for (String form : forms(SECRET)) {
      assertThat(everything()).doesNotContain(form);
    }
  }

  @Test
  void the_search_finds_a_planted_secret() {
    CredentialRef ref = store(vault, owner, "something else");
    FIXTURE.alter(ref, "label = :value", SECRET + "-planted");
    assertThat(everything()).contains(forms(SECRET).getFirst());
    FIXTURE.alter(ref, "label = :value", "Productive");
    byte[] planted = ("0123456789".repeat(10) + SECRET).getBytes(StandardCharsets.UTF_8);
    planted[0] = 1;
    FIXTURE.overwrite(ref, planted);
    assertThat(everything()).contains(forms(SECRET).get(1));
    vault.purge(owner, ref);
  }

  @Test
  void a_value_opens_in_its_own_column_and_table_alone() {
    CredentialRef ref = store(vault, owner, SECRET);
    Sealed sealed = Sealed.of(FIXTURE.sealed(ref));
    WorkspaceKeySalt salt = salt();
    var envelope = new Envelope(KEYS, VaultFixture.RANDOM);
    UUID workspace = owner.workspace().value();
    var home = new SealContext(workspace, "vault.credential", ref.id(), "sealed", "api-token");
    try (SecretBytes opened = envelope.open(sealed, home.boundTo(HOST), salt)) {
      assertThat(opened).isEqualTo(SecretBytes.ofText(SECRET));
    }
    Stream.of(
            new SealContext(workspace, "vault.credential", ref.id(), "former", "api-token"),
            new SealContext(workspace, "vault.archive", ref.id(), "sealed", "api-token"),
            new SealContext(workspace, "vault.credential", ref.id(), "sealed", "webhook"))
        .forEach(
            place ->
                assertThatThrownBy(() -> envelope.open(sealed, place.boundTo(HOST), salt))
                    .isInstanceOf(NotAuthentic.class));
    assertThatThrownBy(() -> envelope.open(sealed, home, salt)).isInstanceOf(NotAuthentic.class);
  }

  @Test
  void who_may_not_see_connections_cannot_even_read_sealed_rows() {
    store(vault, owner, SECRET);
    for (Role role : List.of(Role.VIEWER, Role.REP)) {
      WorkspaceScope scope = FIXTURE.member(owner, role);
      for (String table : List.of("vault.credential", "vault.workspace_key")) {
        assertThatThrownBy(() -> rows(scope, table)).isInstanceOf(DataAccessException.class);
      }
    }
    assertThat(rows(FIXTURE.member(owner, Role.MANAGER), "vault.credential")).isEqualTo(1);
  }

  @Test
  void who_sees_connections_without_managing_them_cannot_write() {
    CredentialRef ref = store(vault, owner, SECRET);
    WorkspaceScope reader = VaultFixture.job(owner, Permission.CONNECTIONS_VIEW);
    for (String statement :
        List.of(
            "DELETE FROM vault.credential",
            "UPDATE vault.credential SET label = 'x'",
            "DELETE FROM vault.workspace_key")) {
      assertThatThrownBy(
              () -> FIXTURE.database().write(reader, client -> client.sql(statement).update()))
          .isInstanceOf(DataAccessException.class);
    }
    assertThat(vault.describe(owner, ref).map(CredentialSummary::label)).contains("Productive");
  }

  @Test
  void neighbours_see_none_of_each_others_rows() {
    store(vault, owner, SECRET);
    WorkspaceScope neighbour = FIXTURE.newWorkspace();
    assertThat(rows(neighbour, "vault.credential")).isZero();
    assertThat(rows(neighbour, "vault.workspace_key")).isZero();
  }

  @Test
  void the_runtime_role_cannot_ask_what_other_workspaces_store() {
    for (String question :
        List.of("vault.root_keys_in_use()", "vault.workspaces_to_rewrap('0000000000000000')")) {
      assertThatThrownBy(() -> rows(owner, question))
          .isInstanceOf(DataAccessException.class)
          .rootCause()
          .message()
          .containsAnyOf("permission denied for function", "not the server's own scope");
    }
    assertThat(FIXTURE.inventory().rootKeysInUse())
        .extracting(RootKeyStart.InUse::keyId)
        .contains(KEYS.current().id());
  }

  @Test
  void a_start_that_lost_the_root_key_of_a_stored_credential_is_refused(@TempDir Path data) {
    store(vault, owner, SECRET);
    List<RootKeyStart.InUse> inUse = FIXTURE.inventory().rootKeysInUse();
    Path file = data.resolve("keys/root.key");
    var start =
        RootKeyStart.of(
            RootKeySettings.environment(null, null), new RootKeyFile(file), VaultFixture.RANDOM);
    assertThatThrownBy(() -> start.keys(inUse))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("are sealed under " + KEYS.current().id());
    assertThat(file).doesNotExist();
    new RootKeyFile(file).create(VaultFixture.RANDOM);
    assertThatThrownBy(() -> start.keys(inUse)).isInstanceOf(StartRefused.class);
    assertThat(start.keys(List.of()).former()).isEmpty();
  }

  @Test
  void with_the_policies_off_the_same_reader_would_see_the_rows() {
    store(vault, owner, SECRET);
    WorkspaceScope viewer = FIXTURE.member(owner, Role.VIEWER);
    FIXTURE.superuser().sql("ALTER TABLE vault.credential DISABLE ROW LEVEL SECURITY").update();
    try {
      assertThat(rows(viewer, "vault.credential")).isPositive();
    } finally {
      FIXTURE.superuser().sql("ALTER TABLE vault.credential ENABLE ROW LEVEL SECURITY").update();
    }
  }

  private long rows(WorkspaceScope scope, String from) {
    return FIXTURE
        .database()
        .read(
            scope, client -> client.sql("SELECT count(*) FROM " + from).query(Long.class).single());
  }

  private WorkspaceKeySalt salt() {
    return FIXTURE
        .superuser()
        .sql("SELECT salt FROM vault.workspace_key WHERE workspace_id = :id")
        .param("id", owner.workspace().value())
        .query((row, _) -> WorkspaceKeySalt.of(row.getBytes(1)))
        .single();
  }

  /// Both tables and the trail of their changes as text; binary columns are in hexadecimal.
  private static String everything() {
    return String.join(
        "\n",
        FIXTURE
            .superuser()
            .sql(
                """
                SELECT c::text FROM vault.credential c
                 UNION ALL
                SELECT k::text FROM vault.workspace_key k
                 UNION ALL
                SELECT a::text FROM audit.change a
                """)
            .query(String.class)
            .list());
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return List.of(
        secret,
        HexFormat.of().formatHex(bytes),
        base64.substring(0, base64.length() - 2),
        HexFormat.of().formatHex(base64.getBytes(StandardCharsets.US_ASCII), 0, 20));
  }
}
