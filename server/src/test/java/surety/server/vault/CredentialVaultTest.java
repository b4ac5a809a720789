package surety.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.vault.VaultFixture.HOST;
import static surety.server.vault.VaultFixture.read;
import static surety.server.vault.VaultFixture.store;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.envelope.KeyRing;
import surety.envelope.SecretBytes;
import surety.server.vault.CredentialUnavailable.Reason;
import surety.server.workspace.Permission;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceScope;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CredentialVaultTest {
  private static final VaultFixture FIXTURE = VaultFixture.create();
  private static final KeyRing KEYS = VaultFixture.newKeys();
  private static final String SECRET = "canary-7d1f0c52-token";

  private final CredentialVault vault = FIXTURE.vault(KEYS);
  private final WorkspaceScope owner = FIXTURE.newWorkspace();

  @Test
  void a_stored_credential_is_handed_out_for_its_host() {
    CredentialRef ref = store(vault, owner, SECRET);
    assertThat(read(vault, owner, ref)).isEqualTo(SECRET);
  }

  @Test
  void it_is_wiped_when_the_use_ends_or_fails() {
    CredentialRef ref = store(vault, owner, SECRET);
    List<SecretBytes> kept = new ArrayList<>();
    vault.use(owner, ref, CredentialPurpose.FETCH, HOST, kept::add);
    assertThatThrownBy(
            () ->
                vault.use(
                    owner,
                    ref,
                    CredentialPurpose.FETCH,
                    HOST,
                    secret -> {
                      kept.add(secret);
                      throw new IllegalStateException("the vendor is away");
                    }))
        .hasMessage("the vendor is away");
    assertThat(kept).hasSize(2).allMatch(SecretBytes::wiped);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"api.example.org", "example.com", "api.example.com:8443", "API.example.com"})
  void no_other_host_gets_it(String host) {
    CredentialRef ref = store(vault, owner, SECRET);
    assertUnavailable(owner, ref, host, Reason.OTHER_HOST);
  }

  @Test
  void nor_does_a_host_that_was_written_into_its_row() {
    CredentialRef ref = store(vault, owner, SECRET);
    FIXTURE.alter(ref, "host = :value", "evil.example");
    assertUnavailable(owner, ref, "evil.example", Reason.NOT_AUTHENTIC);
    assertUnavailable(owner, ref, HOST, Reason.OTHER_HOST);
    FIXTURE.alter(ref, "host = :value", HOST);
    assertThat(read(vault, owner, ref)).isEqualTo(SECRET);
  }

  @Test
  void a_value_that_was_moved_to_another_row_does_not_open() {
    CredentialRef one = store(vault, owner, SECRET);
    CredentialRef other = store(vault, owner, "another");
    FIXTURE.overwrite(other, FIXTURE.sealed(one));
    assertUnavailable(owner, other, HOST, Reason.NOT_AUTHENTIC);
  }

  @Test
  void a_value_that_was_moved_to_another_workspace_does_not_open() {
    WorkspaceScope neighbour = FIXTURE.newWorkspace();
    CredentialRef mine = store(vault, owner, SECRET);
    CredentialRef theirs = store(vault, neighbour, "another");
    FIXTURE.overwrite(theirs, FIXTURE.sealed(mine));
    assertUnavailable(neighbour, theirs, HOST, Reason.NOT_AUTHENTIC);
    moveRow(mine, owner, neighbour);
    assertUnavailable(neighbour, mine, HOST, Reason.NOT_AUTHENTIC);
    copySalt(owner, neighbour);
    assertUnavailable(neighbour, mine, HOST, Reason.NOT_AUTHENTIC);
    moveRow(mine, neighbour, owner);
    assertThat(read(vault, owner, mine)).isEqualTo(SECRET);
  }

  @Test
  void a_value_that_passes_for_another_kind_does_not_open() {
    CredentialRef ref = store(vault, owner, SECRET);
    FIXTURE.alter(ref, "kind = :value", CredentialKind.OAUTH_REFRESH_TOKEN.stored());
    assertUnavailable(owner, ref, HOST, Reason.NOT_AUTHENTIC);
  }

  @Test
  void an_altered_value_does_not_open() {
    CredentialRef ref = store(vault, owner, SECRET);
    byte[] sealed = FIXTURE.sealed(ref);
    for (int at : new int[] {9, 21, 53, 69, 81, sealed.length - 1}) {
      byte[] altered = sealed.clone();
      altered[at] ^= 1;
      FIXTURE.overwrite(ref, altered);
      assertUnavailable(owner, ref, HOST, Reason.NOT_AUTHENTIC);
    }
    FIXTURE.overwrite(ref, sealed);
    assertThat(read(vault, owner, ref)).isEqualTo(SECRET);
  }

  @Test
  void without_the_workspaces_salt_nothing_opens_and_a_new_salt_does_not_help() {
    CredentialRef ref = store(vault, owner, SECRET);
    FIXTURE.removeSalt(owner.workspace().value());
    assertUnavailable(owner, ref, HOST, Reason.KEY_DESTROYED);
    CredentialRef later = store(vault, owner, "later");
    assertUnavailable(owner, ref, HOST, Reason.NOT_AUTHENTIC);
    assertThat(read(vault, owner, later)).isEqualTo("later");
  }

  @Test
  void an_owner_can_destroy_the_workspaces_key_and_a_manager_cannot() {
    CredentialRef ref = store(vault, owner, SECRET);
    WorkspaceScope manager = as(Role.MANAGER);
    assertThatThrownBy(() -> destroyKey(manager)).isInstanceOf(PermissionMissing.class);
    assertThat(read(vault, owner, ref)).isEqualTo(SECRET);
    assertThat(destroyKey(owner)).isTrue();
    assertUnavailable(owner, ref, HOST, Reason.KEY_DESTROYED);
    assertThat(destroyKey(owner)).isFalse();
  }

  @Test
  void another_root_key_opens_nothing() {
    CredentialRef ref = store(vault, owner, SECRET);
    CredentialVault other = FIXTURE.vault(VaultFixture.newKeys());
    assertThatThrownBy(() -> read(other, owner, ref))
        .isInstanceOfSatisfying(
            CredentialUnavailable.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.ROOT_KEY_UNAVAILABLE));
  }

  @Test
  void the_row_names_the_root_key_that_its_value_needs() {
    CredentialRef ref = store(vault, owner, SECRET);
    String keyId =
        FIXTURE
            .superuser()
            .sql("SELECT key_id FROM vault.credential WHERE id = :id")
            .param("id", ref.id())
            .query(String.class)
            .single();
    assertThat(keyId).isEqualTo(KEYS.current().id().hex());
  }

  @Test
  void rotating_overwrites_the_former_secret() {
    CredentialRef ref = store(vault, owner, SECRET);
    byte[] former = FIXTURE.sealed(ref);
    String fingerprint = vault.describe(owner, ref).orElseThrow().fingerprint();
    rotate(ref, HOST, "rotated");
    assertThat(read(vault, owner, ref)).isEqualTo("rotated");
    CredentialSummary described = vault.describe(owner, ref).orElseThrow();
    assertThat(described.fingerprint()).isNotEqualTo(fingerprint);
    assertThat(described.rotatedAt()).isPresent();
    assertThat(FIXTURE.sealed(ref)).isNotEqualTo(former);
  }

  @Test
  void rotating_to_the_same_secret_still_seals_it_anew() {
    CredentialRef ref = store(vault, owner, SECRET);
    byte[] former = FIXTURE.sealed(ref);
    rotate(ref, HOST, SECRET);
    byte[] sealed = FIXTURE.sealed(ref);
    assertThat(Arrays.copyOfRange(sealed, 21, 69)).isNotEqualTo(Arrays.copyOfRange(former, 21, 69));
    assertThat(Arrays.copyOfRange(sealed, 69, sealed.length))
        .isNotEqualTo(Arrays.copyOfRange(former, 69, former.length));
  }

  @Test
  void rotating_never_moves_a_credential_to_another_host() {
    CredentialRef ref = store(vault, owner, SECRET);
    FIXTURE.alter(ref, "host = :value", "evil.example");
    assertThatThrownBy(() -> rotate(ref, HOST, "rotated"))
        .isInstanceOfSatisfying(
            CredentialUnavailable.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_HOST));
  }

  @Test
  void a_purged_credential_is_gone_at_once() {
    CredentialRef ref = store(vault, owner, SECRET);
    long before = FIXTURE.count();
    assertThat(vault.purge(owner, ref)).isTrue();
    assertThat(FIXTURE.count()).isEqualTo(before - 1);
    assertUnavailable(owner, ref, HOST, Reason.NOT_FOUND);
    assertThat(vault.describe(owner, ref)).isEmpty();
    assertThat(vault.purge(owner, ref)).isFalse();
  }

  @Test
  void a_credential_comes_and_goes_with_the_callers_transaction() {
    long before = FIXTURE.count();
    try (SecretBytes secret = SecretBytes.ofText(SECRET)) {
      assertThatThrownBy(
              () ->
                  FIXTURE
                      .database()
                      .write(
                          owner,
                          client -> {
                            vault
                                .changes(owner, client)
                                .store(HOST, CredentialKind.API_TOKEN, "Harvest", secret);
                            throw new IllegalStateException("the connection was not saved");
                          }))
          .hasMessage("the connection was not saved");
    }
    assertThat(FIXTURE.count()).isEqualTo(before);
  }

  @Test
  void another_workspaces_credential_is_as_unknown_as_one_that_never_was() {
    WorkspaceScope neighbour = FIXTURE.newWorkspace();
    CredentialRef theirs = store(vault, neighbour, SECRET);
    for (CredentialRef ref : List.of(theirs, new CredentialRef(UUID.randomUUID()))) {
      assertUnavailable(owner, ref, HOST, Reason.NOT_FOUND);
      assertThat(vault.describe(owner, ref)).isEmpty();
      assertThat(vault.purge(owner, ref)).isFalse();
      assertThatThrownBy(() -> rotate(ref, HOST, "stolen"))
          .isInstanceOf(CredentialUnavailable.class)
          .hasMessage("the workspace has no such credential");
    }
    assertThat(read(vault, neighbour, theirs)).isEqualTo(SECRET);
  }

  @Test
  void a_viewer_causes_fetches_and_does_nothing_else() {
    CredentialRef ref = store(vault, owner, SECRET);
    WorkspaceScope viewer = as(Role.VIEWER);
    assertThat(read(vault, viewer, ref)).isEqualTo(SECRET);
    for (CredentialPurpose purpose : List.of(CredentialPurpose.TEST, CredentialPurpose.REVOKE)) {
      assertThatThrownBy(() -> vault.use(viewer, ref, purpose, HOST, SecretBytes::length))
          .isInstanceOf(PermissionMissing.class);
    }
    assertThatThrownBy(() -> vault.describe(viewer, ref)).isInstanceOf(PermissionMissing.class);
    assertThatThrownBy(() -> store(vault, viewer, "x")).isInstanceOf(PermissionMissing.class);
    assertThatThrownBy(() -> vault.purge(viewer, ref)).isInstanceOf(PermissionMissing.class);
  }

  @Test
  void a_scope_that_permits_no_figures_causes_no_fetch() {
    CredentialRef ref = store(vault, owner, SECRET);
    WorkspaceScope scope = VaultFixture.job(owner, Permission.CONNECTIONS_MANAGE);
    assertThatThrownBy(() -> read(vault, scope, ref)).isInstanceOf(PermissionMissing.class);
  }

  @Test
  void what_is_described_is_not_the_secret() {
    CredentialRef ref = store(vault, owner, SECRET);
    CredentialSummary described = vault.describe(owner, ref).orElseThrow();
    assertThat(described.label()).isEqualTo("Productive");
    assertThat(described.host()).isEqualTo(HOST);
    assertThat(described.kind()).isEqualTo(CredentialKind.API_TOKEN);
    assertThat(described.rotatedAt()).isEmpty();
    assertThat(described.age(Instant.now()))
        .isBetween(Duration.ofSeconds(-5), Duration.ofSeconds(60));
    assertThat(described.toString()).doesNotContain(SECRET);
  }

  @Test
  void a_fingerprint_tells_equal_secrets_within_one_workspace_alone() {
    WorkspaceScope neighbour = FIXTURE.newWorkspace();
    String one = fingerprint(owner, SECRET);
    assertThat(fingerprint(owner, SECRET)).isEqualTo(one);
    assertThat(fingerprint(owner, SECRET + "x")).isNotEqualTo(one);
    assertThat(fingerprint(neighbour, SECRET)).isNotEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, CredentialChanges.MAX_SECRET_BYTES + 1})
  void an_empty_or_overlong_secret_is_refused(int length) {
    String secret = "x".repeat(length);
    assertThatThrownBy(() -> store(vault, owner, secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("credential length: " + length + " bytes (expected: 1 to 16384)");
  }

  @Test
  void the_longest_secret_fits() {
    String longest = "x".repeat(CredentialChanges.MAX_SECRET_BYTES);
    assertThat(read(vault, owner, store(vault, owner, longest))).isEqualTo(longest);
  }

  @Test
  void no_method_of_the_vault_returns_a_secret() {
    List<Class<?>> returned =
        Arrays.stream(CredentialVault.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !method.getName().equals("use"))
            .<Class<?>>map(Method::getReturnType)
            .distinct()
            .toList();
    assertThat(returned)
        .isNotEmpty()
        .doesNotContain(SecretBytes.class, byte[].class, char[].class, String.class, Object.class);
  }

  private void rotate(CredentialRef ref, String host, String secret) {
    try (SecretBytes bytes = SecretBytes.ofText(secret)) {
      vault.rotate(owner, ref, host, bytes);
    }
  }

  private boolean destroyKey(WorkspaceScope scope) {
    return FIXTURE
        .database()
        .write(scope, client -> vault.changes(scope, client).destroyWorkspaceKey());
  }

  private String fingerprint(WorkspaceScope scope, String secret) {
    return vault.describe(scope, store(vault, scope, secret)).orElseThrow().fingerprint();
  }

  private WorkspaceScope as(Role role) {
    return FIXTURE.member(owner, role);
  }

  private void assertUnavailable(
      WorkspaceScope scope, CredentialRef ref, String host, Reason reason) {
    assertThatThrownBy(
            () -> vault.use(scope, ref, CredentialPurpose.FETCH, host, SecretBytes::length))
        .isInstanceOfSatisfying(
            CredentialUnavailable.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void moveRow(CredentialRef ref, WorkspaceScope from, WorkspaceScope to) {
    FIXTURE
        .superuser()
        .sql(
            "UPDATE vault.credential SET workspace_id = :to WHERE workspace_id = :from AND id ="
                + " :id")
        .param("to", to.workspace().value())
        .param("from", from.workspace().value())
        .param("id", ref.id())
        .update();
  }

  private static void copySalt(WorkspaceScope from, WorkspaceScope to) {
    FIXTURE
        .superuser()
        .sql(
            """
            UPDATE vault.workspace_key
               SET salt = (SELECT salt FROM vault.workspace_key WHERE workspace_id = :from)
             WHERE workspace_id = :to
            """)
        .param("to", to.workspace().value())
        .param("from", from.workspace().value())
        .update();
  }
}
