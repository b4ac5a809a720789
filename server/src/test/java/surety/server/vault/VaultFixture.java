package surety.server.vault;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.envelope.Envelope;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.envelope.SecretBytes;
import surety.server.operations.TestPostgres;
import surety.server.workspace.Permission;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// A vault on a real database, and a way past it for looking at and altering what it stored.
final class VaultFixture {
  static final String HOST = "api.example.com";
  static final SecureRandom RANDOM = new SecureRandom();

  private final TestWorkspaces workspaces;
  private final WorkspaceDatabase database;
  private final JdbcClient superuser;
  private final TestPostgres.Database postgres;

  private VaultFixture(TestPostgres.Database postgres) {
    this.postgres = postgres;
    this.workspaces = TestWorkspaces.in(postgres);
    this.database = workspaces.door(postgres.runtimePool(4));
    this.superuser = JdbcClient.create(postgres.superuserSource());
  }

  static VaultFixture create() {
    return on(TestPostgres.migrated());
  }

  /// Another process on the same database.
  static VaultFixture on(TestPostgres.Database postgres) {
    return new VaultFixture(postgres);
  }

  TestPostgres.Database postgres() {
    return postgres;
  }

  /// What injected SQL has.
  JdbcClient runtime() {
    return JdbcClient.create(postgres.runtimeSource());
  }

  static KeyRing newKeys() {
    return new KeyRing(RootKey.generate(RANDOM));
  }

  CredentialVault vault(KeyRing keys) {
    return vault(() -> keys);
  }

  CredentialVault vault(Supplier<KeyRing> keys) {
    return new CredentialVault(database, new WorkspaceScopes(), new Envelope(keys, RANDOM));
  }

  CredentialRewrap rewrap(KeyRing keys) {
    return rewrap(() -> keys);
  }

  CredentialRewrap rewrap(Supplier<KeyRing> keys) {
    return new CredentialRewrap(
        database, new WorkspaceScopes(), registry(), new Envelope(keys, RANDOM));
  }

  RootKeyRegistry registry() {
    return new RootKeyRegistry(database, new WorkspaceScopes());
  }

  VaultInventory inventory() {
    return new VaultInventory(workspaces.owner());
  }

  WorkspaceDatabase database() {
    return database;
  }

  JdbcClient superuser() {
    return superuser;
  }

  /// The scope of an owner of a new workspace.
  WorkspaceScope newWorkspace() {
    return workspaces.create("owner@example.com", Role.OWNER);
  }

  /// The scope of another member of the same workspace.
  WorkspaceScope member(WorkspaceScope of, Role role) {
    return workspaces.member(
        of.workspace(), role.name().toLowerCase(Locale.ROOT) + "@example.com", role);
  }

  /// The scope of a job of the server.
  static WorkspaceScope job(WorkspaceScope of, Permission... permissions) {
    return new WorkspaceScopes().ofSystemJob(of.workspace(), Set.of(permissions));
  }

  static CredentialRef store(CredentialVault vault, WorkspaceScope scope, String secret) {
    try (SecretBytes bytes = SecretBytes.ofText(secret)) {
      return vault.store(scope, HOST, CredentialKind.API_TOKEN, "Productive", bytes);
    }
  }

  static String read(CredentialVault vault, WorkspaceScope scope, CredentialRef ref) {
    return vault.use(
        scope, ref, CredentialPurpose.FETCH, HOST, secret -> secret.exposeText(text -> text));
  }

  byte[] sealed(CredentialRef ref) {
    return superuser
        .sql("SELECT sealed FROM vault.credential WHERE id = :id")
        .param("id", ref.id())
        .query(byte[].class)
        .single();
  }

  /// Replaces the sealed bytes as somebody who has the database could.
  void overwrite(CredentialRef ref, byte[] sealed) {
    alter(ref, "sealed = :value", sealed);
  }

  void alter(CredentialRef ref, String assignment, Object value) {
    superuser
        .sql("UPDATE vault.credential SET " + assignment + " WHERE id = :id")
        .params(Map.of("id", ref.id(), "value", value))
        .update();
  }

  void removeSalt(UUID workspace) {
    superuser
        .sql("DELETE FROM vault.workspace_key WHERE workspace_id = :id")
        .param("id", workspace)
        .update();
  }

  long count() {
    return superuser.sql("SELECT count(*) FROM vault.credential").query(Long.class).single();
  }
}
