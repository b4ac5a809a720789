package surety.server.posture.probes;

import java.util.Map;
import java.util.Optional;

/// A row for a table in which the canary may have none, as a statement with the parameter
/// `:workspace`. A table without one is attacked in the rows that the canary has.
final class ChangeSeeds {

  private static final String NEW = "(workspace_id, id, ";
  private static final String ROW = " VALUES (:workspace, gen_random_uuid(), ";
  private static final String NOBODY = "'00000000-0000-0000-0000-000000000000'";
  private static final String BYTES = "sha256('rehearsal')";

  private static final Map<String, String> BY_TABLE =
      Map.ofEntries(
          Map.entry(
              "workspace.invitation",
              "INSERT INTO workspace.invitation "
                  + NEW
                  + "email, role, token_hash, invited_by, expires_at)"
                  + ROW
                  + "'change@rehearsal.invalid', 'VIEWER', "
                  + BYTES
                  + ", "
                  + NOBODY
                  + ", now())"),
          Map.entry(
              "workspace.support_grant",
              "SELECT workspace.grant_support(gen_random_uuid(), 'change@rehearsal.invalid',"
                  + " 'rehearsal', interval '1 hour')::text"),
          Map.entry(
              "identity.api_key",
              "SELECT identity.create_api_key(gen_random_uuid(), 'rehearsal', "
                  + BYTES
                  + ", 1, interval '1 hour')::text"),
          Map.entry(
              "audit.saved_filter",
              "SELECT audit.save_filter(gen_random_uuid(), 'changes', gen_random_uuid()::text,"
                  + " 'rehearsal')"),
          Map.entry(
              "audit.stream",
              "SELECT audit.add_stream(gen_random_uuid(), gen_random_uuid()::text, 'webhook',"
                  + " 'rehearsal.invalid', 443, '/', NULL, NULL, 0)"),
          Map.entry("audit.alert_rule", "SELECT audit.choose_alert_rule('support', true, 7)::text"),
          Map.entry("audit.workspace_retention", "SELECT audit.keep_for(3649)::text"),
          Map.entry(
              "insight.exchange_rate",
              "INSERT INTO insight.exchange_rate (workspace_id, reporting, currency, day, rate)"
                  + " VALUES (:workspace, 'ZZY', 'ZZZ', '1990-01-01', 1)"),
          Map.entry(
              "connect.receipt",
              "INSERT INTO connect.receipt "
                  + NEW
                  + "label, connector, ended_at, envelope)"
                  + ROW
                  + "'rehearsal', 'rehearsal', now(), "
                  + BYTES
                  + ")"),
          Map.entry(
              "connect.consent",
              "INSERT INTO connect.consent "
                  + NEW
                  + "secret_hash, session_hash, member_id, connector, label, settings, expires_at)"
                  + ROW
                  + BYTES
                  + ", "
                  + BYTES
                  + ", "
                  + NOBODY
                  + ", 'rehearsal', 'rehearsal', '{}', now())"),
          Map.entry(
              "connect.precedence",
              "INSERT INTO connect.precedence (workspace_id, kind, connection_id, others)"
                  + " SELECT workspace_id, 'deals', id, 'counted' FROM connect.connection"
                  + " WHERE workspace_id = :workspace LIMIT 1"),
          Map.entry(
              "connect.oauth_grant",
              "INSERT INTO connect.oauth_grant (workspace_id, connection_id,"
                  + " refresh_credential_id, scopes, more_than_asked, generation, renewed_at,"
                  + " expires_at) SELECT workspace_id, id, credential_id, '', false, 1, now(),"
                  + " now() FROM connect.connection WHERE workspace_id = :workspace LIMIT 1"),
          Map.entry(
              "ai.gateway",
              "INSERT INTO ai.gateway (workspace_id, pseudonym_key) SELECT workspace_id, id"
                  + " FROM vault.credential WHERE workspace_id = :workspace LIMIT 1"),
          Map.entry(
              "ai.provider",
              "INSERT INTO ai.provider "
                  + NEW
                  + "dialect, base_url, credential_id, created_by)"
                  + " SELECT workspace_id, id, 'rehearsal', 'rehearsal', id, id"
                  + " FROM vault.credential WHERE workspace_id = :workspace LIMIT 1"),
          Map.entry(
              "ai.attestation",
              "INSERT INTO ai.attestation "
                  + NEW
                  + "provider_id, said_by, document, issued_on, expires_on, recorded_by)"
                  + " SELECT workspace_id, id, id, 'rehearsal', 'rehearsal', '2000-01-01',"
                  + " '2000-01-02', id FROM ai.provider WHERE workspace_id = :workspace LIMIT 1"),
          Map.entry(
              "ai.known_name",
              "INSERT INTO ai.known_name "
                  + NEW
                  + "kind, sealed, created_by)"
                  + ROW
                  + "'CLIENT', convert_to(repeat('x', 98), 'UTF8'), "
                  + NOBODY
                  + ")"));

  private ChangeSeeds() {}

  /// The statement for a table.
  static Optional<String> of(String table) {
    return Optional.ofNullable(BY_TABLE.get(table));
  }
}
