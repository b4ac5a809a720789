package surety.server.connect;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import surety.envelope.SecretBytes;
import surety.server.connect.Coverage.Reach;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.ConnectorPlan.EnforcedBy;
import surety.server.connect.engine.Sources;
import surety.server.platform.Ids;
import surety.server.vault.CredentialChanges;
import surety.server.vault.CredentialKind;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialVault;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Adds connections, exchanges their credentials, and ends them.
///
/// A credential is tried before it is stored: a connection that never worked does not exist.
@Service
class ConnectionSetup {

  static final int MOST_CONNECTIONS = 50;

  private final WorkspaceDatabase database;
  private final CredentialVault vault;
  private final ConnectionTest tests;
  private final Sources sources;
  private final Places places;
  private final ApplicationEventPublisher events;
  private final StatementSigner signer;
  private final Clock clock;

  ConnectionSetup(
      WorkspaceDatabase database,
      CredentialVault vault,
      ConnectionTest tests,
      Sources sources,
      Places places,
      ApplicationEventPublisher events,
      StatementSigner signer,
      Clock clock) {
    this.database = database;
    this.vault = vault;
    this.tests = tests;
    this.sources = sources;
    this.places = places;
    this.events = events;
    this.signer = signer;
    this.clock = clock;
  }

  /// What is being stored of a connection, within its transaction.
  record Stored(JdbcClient client, CredentialChanges vault, UUID connection) {}

  /// Connects a system with a credential that a member entered.
  ///
  /// @param form without errors
  Setup connect(WorkspaceScope scope, ConnectorForm form) {
    return connect(scope, form, CredentialKind.API_TOKEN, _ -> {});
  }

  /// Connects a system.
  ///
  /// @param form without errors
  /// @param also stores what belongs to the connection besides its credential
  Setup connect(
      WorkspaceScope scope, ConnectorForm form, CredentialKind kind, Consumer<Stored> also) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    Optional<Setup> refused = refused(scope, form);
    if (refused.isPresent()) {
      return refused.get();
    }
    UUID id = Ids.next();
    Coverage coverage = tests.unsaved(scope, id, form);
    Optional<FetchReport.Reason> obstacle = coverage.obstacle();
    return obstacle.isPresent()
        ? new Setup.Obstructed(obstacle.get())
        : store(scope, id, form, coverage, kind, also);
  }

  private Optional<Setup> refused(WorkspaceScope scope, ConnectorForm form) {
    return database.read(
        scope,
        client -> {
          ConnectionRows rows = new ConnectionRows(client, scope.workspace());
          if (rows.isConnected(form.connector().id(), form.account())) {
            return Optional.of(new Setup.AlreadyConnected());
          }
          return rows.all().size() < MOST_CONNECTIONS
              ? Optional.empty()
              : Optional.of(new Setup.TooMany());
        });
  }

  private Setup store(
      WorkspaceScope scope,
      UUID id,
      ConnectorForm form,
      Coverage coverage,
      CredentialKind kind,
      Consumer<Stored> also) {
    URI base = places.base(form.connector(), form.settings());
    try (SecretBytes secret = Secrets.packed(form.secrets())) {
      database.write(
          scope,
          client -> {
            CredentialChanges changes = vault.changes(scope, client);
            CredentialRef ref = changes.store(Places.host(base), kind, form.label(), secret);
            new ConnectionRows(client, scope.workspace())
                .insert(row(id, form, base, ref, coverage), scope.principal().value());
            also.accept(new Stored(client, changes, id));
            return true;
          });
    } catch (DuplicateKeyException e) {
      // Two members connected the same account at the same time.
      return new Setup.AlreadyConnected();
    }
    changed(scope, id, ConnectionChanged.Kind.ADDED);
    return new Setup.Done(id);
  }

  private static Connection row(
      UUID id, ConnectorForm form, URI base, CredentialRef credential, Coverage coverage) {
    ConnectorPlan connector = form.connector();
    return new Connection(
        id,
        connector.id(),
        form.label(),
        base,
        Places.host(base),
        form.account(),
        form.settings(),
        credential,
        connector.readOnly().by(form.settings()) == EnforcedBy.VENDOR_SCOPE,
        Connection.State.READY,
        Optional.empty(),
        Optional.empty(),
        reaches(coverage),
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty());
  }

  static Map<Fetch, Reach> reaches(Coverage coverage) {
    Map<Fetch, Reach> reaches = new EnumMap<>(Fetch.class);
    coverage.findings().forEach((fetch, finding) -> reaches.put(fetch, finding.reach()));
    return reaches;
  }

  /// Exchanges the credential of a connection, after the new one was tried.
  ///
  /// @param form whose credential has no errors
  Setup rotate(WorkspaceScope scope, Connection connection, ConnectorForm form) {
    return rotate(scope, connection, form, _ -> {});
  }

  /// The same, with what belongs to the connection besides its credential.
  Setup rotate(
      WorkspaceScope scope, Connection connection, ConnectorForm form, Consumer<Stored> also) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    Coverage coverage = tests.withSecrets(scope, connection, form);
    Optional<FetchReport.Reason> obstacle = coverage.obstacle();
    if (obstacle.isPresent()) {
      return new Setup.Obstructed(obstacle.get());
    }
    try (SecretBytes secret = Secrets.packed(form.secrets())) {
      database.write(
          scope,
          client -> {
            CredentialChanges changes = vault.changes(scope, client);
            changes.rotate(connection.credential(), connection.host(), secret);
            also.accept(new Stored(client, changes, connection.id()));
            ConnectionRows rows = new ConnectionRows(client, scope.workspace());
            Map<String, String> settings = form.settingsAfter(connection);
            boolean vendor = form.connector().readOnly().by(settings) == EnforcedBy.VENDOR_SCOPE;
            rows.rotated(connection.id(), settings, vendor);
            rows.tested(
                connection.id(), Connection.State.READY, Optional.empty(), reaches(coverage));
            return true;
          });
    }
    changed(scope, connection.id(), ConnectionChanged.Kind.ROTATED);
    return new Setup.Done(connection.id());
  }

  /// Ends a connection. Its credentials are deleted in the same transaction, and a receipt of that
  /// is kept.
  ///
  /// @param revocation what became of its consent at the vendor
  /// @return false if the workspace has no such connection
  boolean remove(WorkspaceScope scope, UUID id, Revocations.Revocation revocation) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    boolean removed = database.write(scope, client -> delete(scope, client, id, revocation));
    if (removed) {
      sources.forget(id);
      changed(scope, id, ConnectionChanged.Kind.REMOVED);
    }
    return removed;
  }

  private boolean delete(
      WorkspaceScope scope, JdbcClient client, UUID id, Revocations.Revocation revocation) {
    ConnectionRows rows = new ConnectionRows(client, scope.workspace());
    Optional<Connection> connection = rows.find(id);
    // Locked, so that a renewal under way has ended and none begins.
    Optional<Grant> grant = new GrantRows(client, scope.workspace(), id).lock();
    if (connection.isEmpty() || !rows.delete(id)) {
      return false;
    }
    CredentialChanges changes = vault.changes(scope, client);
    List<Receipt.Purged> purged = new ArrayList<>();
    grant.ifPresent(it -> purged.add(purged(changes, it.refresh(), "refresh token")));
    purged.add(purged(changes, connection.get().credential(), "credential"));
    Receipt receipt =
        new Receipt(Ids.next(), scope, connection.get(), revocation, purged, clock.instant());
    new ReceiptRows(client, scope.workspace())
        .insert(receipt, signer.sign(receipt.statement()).encoded());
    return true;
  }

  // A receipt says of nothing that was still there after it that it is gone.
  private static Receipt.Purged purged(CredentialChanges changes, CredentialRef ref, String what) {
    if (!changes.purge(ref)) {
      throw new IllegalStateException("a connection without its credential: " + ref.id());
    }
    return new Receipt.Purged(ref.id(), what);
  }

  private void changed(WorkspaceScope scope, UUID id, ConnectionChanged.Kind kind) {
    events.publishEvent(new ConnectionChanged(scope.workspace(), id, kind));
  }
}
