package surety.server.audit.stream;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import surety.envelope.SecretBytes;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.DataScope;
import surety.server.audit.Outcome;
import surety.server.audit.log.LogParts;
import surety.server.audit.stream.Sent.Accepted;
import surety.server.audit.stream.Sent.Failed;
import surety.server.audit.stream.StreamForm.Wanted;
import surety.server.audit.stream.StreamRows.Added;
import surety.server.platform.Ids;
import surety.server.vault.CredentialKind;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialVault;
import surety.server.workspace.Permission;
import surety.server.workspace.RateLimits;
import surety.server.workspace.RateLimits.Limit;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// What members do with the streams of their workspace.
@Service
class Streams {

  // Whoever may name a receiver could otherwise have this server knock anywhere all day.
  static final Limit TESTS = new Limit("stream test", 10, Duration.ofSeconds(30));

  private final StreamRows rows;
  private final WorkspaceDatabase database;
  private final CredentialVault vault;
  private final LogParts log;
  private final Outlets outlets;
  private final AccessLog trail;
  private final RateLimits limits;
  private final SecureRandom random = new SecureRandom();

  Streams(
      StreamRows rows,
      WorkspaceDatabase database,
      CredentialVault vault,
      LogParts log,
      Outlets outlets,
      AccessLog trail,
      RateLimits limits) {
    this.rows = rows;
    this.database = database;
    this.vault = vault;
    this.log = log;
    this.outlets = outlets;
    this.trail = trail;
    this.limits = limits;
  }

  /// What came of adding a stream.
  ///
  /// @param secret of a webhook that was added; it is told this once
  record Result(Added added, Optional<String> secret) {}

  /// Adds a stream. Its secret, if it has one, comes and stays with it.
  Result add(WorkspaceScope scope, Wanted wanted) {
    scope.require(Permission.SETTINGS_MANAGE);
    long begin = wanted.whole() ? log.firstKnown(scope) : log.size(scope);
    UUID id = Ids.next();
    if (wanted.kind() != StreamKind.WEBHOOK) {
      return new Result(
          database.write(scope, client -> StreamRows.add(client, wanted.stream(id, null), begin)),
          Optional.empty());
    }
    String secret = WebhookSignature.draw(random);
    try (SecretBytes bytes = SecretBytes.ofText(secret)) {
      Added added =
          database.write(
              scope,
              client -> {
                var changes = vault.changes(scope, client);
                CredentialRef ref =
                    changes.store(
                        wanted.place().display(),
                        CredentialKind.WEBHOOK_SECRET,
                        wanted.name(),
                        bytes);
                Added how = StreamRows.add(client, wanted.stream(id, ref), begin);
                if (how != Added.ADDED) {
                  changes.purge(ref);
                }
                return how;
              });
      return new Result(added, added == Added.ADDED ? Optional.of(secret) : Optional.empty());
    }
  }

  /// Draws a new secret for a webhook and has it signed with from now on; empty where there is no
  /// such webhook.
  Optional<String> renew(WorkspaceScope scope, UUID id) {
    scope.require(Permission.SETTINGS_MANAGE);
    Optional<LogStream> stream = rows.find(scope, id);
    Optional<CredentialRef> ref = stream.map(LogStream::credential);
    if (ref.isEmpty()) {
      return Optional.empty();
    }
    String secret = WebhookSignature.draw(random);
    try (SecretBytes bytes = SecretBytes.ofText(secret)) {
      vault.rotate(scope, ref.get(), stream.get().boundHost(), bytes);
    }
    return Optional.of(secret);
  }

  /// Removes a stream and its secret; false where there is none.
  boolean remove(WorkspaceScope scope, UUID id) {
    scope.require(Permission.SETTINGS_MANAGE);
    Optional<LogStream> stream = rows.find(scope, id);
    return database.write(
        scope,
        client -> {
          boolean removed = StreamRows.remove(client, id);
          if (removed) {
            stream
                .map(LogStream::credential)
                .ifPresent(ref -> vault.changes(scope, client).purge(ref));
          }
          return removed;
        });
  }

  boolean pause(WorkspaceScope scope, UUID id) {
    scope.require(Permission.SETTINGS_MANAGE);
    return rows.pause(scope, id, Pause.MEMBER);
  }

  boolean resume(WorkspaceScope scope, UUID id) {
    scope.require(Permission.SETTINGS_MANAGE);
    return rows.resume(scope, id);
  }

  /// Sends a line that tells nothing, also where the stream is paused. Nothing else changes.
  ///
  /// @return empty where there is no such stream
  Optional<Sent> test(WorkspaceScope scope, UUID id) {
    scope.require(Permission.SETTINGS_MANAGE);
    Optional<LogStream> stream = rows.find(scope, id);
    if (stream.isEmpty()) {
      return Optional.empty();
    }
    limits.take(TESTS, scope.workspace().toString());
    AuditHandle handle =
        trail.record(
            scope,
            AccessEntry.of(AccessAction.LOG_STREAM_TEST, DataScope.all(StreamTurn.KIND))
                .with(AccessDetail.empty().with("stream", id.toString())));
    Sent sent;
    try (Outlet outlet = outlets.open(scope, stream.get())) {
      sent = outlet.send(Batch.test(scope.workspace(), Ids.next()));
    }
    Outcome outcome =
        switch (sent) {
          case Accepted _ -> Outcome.COMPLETED;
          case Failed _ -> Outcome.FAILED;
        };
    trail.complete(handle, outcome, 0);
    return Optional.of(sent);
  }
}
