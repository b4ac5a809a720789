package surety.server.connect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.evidence.Statement;
import surety.server.connect.Revocations.Revocation;
import surety.server.workspace.WorkspaceScope;
import surety.translog.Hash;

/// What a disconnect did: which consent was ended at the vendor, and what was deleted here.
///
/// @param by who disconnected
/// @param purged what was deleted with the connection, in the same transaction
/// @param endedAt when that was
record Receipt(
    UUID id,
    WorkspaceScope by,
    Connection connection,
    Revocation revocation,
    List<Purged> purged,
    Instant endedAt) {

  static final String NAME = "disconnect-receipt";

  /// A credential that was deleted.
  record Purged(UUID credential, String what) {}

  // The one thing that it speaks of is the connection, by the digest of its id: it has no content
  // that a receipt could keep.
  Statement statement() {
    byte[] subject = connection.id().toString().getBytes(StandardCharsets.US_ASCII);
    JsonObject predicate =
        Json.object()
            .with("id", id.toString())
            .with("workspace", by.workspace().value().toString())
            .with("member", by.principal().value().toString())
            .with("connection", ofConnection())
            .with("revocation", ofRevocation())
            .with("purged", purged.stream().map(this::ofPurge).toList());
    return Statement.named(
        NAME, List.of(new Statement.Subject("connection", Hash.of(subject))), predicate);
  }

  private JsonObject ofConnection() {
    return Json.object()
        .with("id", connection.id().toString())
        .with("connector", connection.connector())
        .with("name", connection.label())
        .with("account", connection.account())
        .with("host", connection.host())
        .with("connectedAt", connection.createdAt());
  }

  private JsonObject ofRevocation() {
    JsonObject told = Json.object().with("result", revocation.outcome().word());
    return revocation
        .asked()
        .map(asked -> told.with("host", asked.host()).with("at", asked.at()))
        .orElse(told);
  }

  private JsonObject ofPurge(Purged one) {
    return Json.object()
        .with("what", one.what())
        .with("credential", one.credential().toString())
        .with("at", endedAt);
  }
}
