package surety.server.ai.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import surety.envelope.SecretBytes;
import surety.server.ai.limit.Limits;
import surety.server.ai.names.PseudonymKeys;
import surety.server.platform.Ids;
import surety.server.vault.CredentialKind;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialVault;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// The providers that a workspace has set, their keys and promises, and the workspace's limits.
@Service
public class Providers {

  private final WorkspaceDatabase database;
  private final CredentialVault vault;
  private final PseudonymKeys keys;

  Providers(WorkspaceDatabase database, CredentialVault vault, PseudonymKeys keys) {
    this.database = database;
    this.vault = vault;
    this.keys = keys;
  }

  /// A provider as it may be shown.
  ///
  /// @param saidBy who says that it does not train; null without a promise
  public record Shown(
      UUID id,
      Dialect dialect,
      String base,
      UUID credential,
      Instant since,
      @Nullable Instant rotated,
      @Nullable String saidBy,
      @Nullable String document,
      @Nullable LocalDate issued,
      @Nullable LocalDate expires) {

    /// Where the document can be opened; null if only its digest is known.
    public @Nullable String link() {
      return document != null && document.startsWith("https://") ? document : null;
    }

    /// Whether something on this machine plays the provider.
    public boolean isStandIn() {
      return base.startsWith("http:");
    }

    /// Whether the promise holds on a day.
    public boolean promises(LocalDate day) {
      return issued != null && expires != null && !day.isBefore(issued) && !day.isAfter(expires);
    }
  }

  /// The providers that are set, in the order of their forms.
  public List<Shown> all(WorkspaceScope scope) {
    scope.require(Permission.AI_USE);
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT p.id, p.dialect, p.base_url, p.credential_id, p.created_at, p.rotated_at,
                           a.said_by, a.document, a.issued_on, a.expires_on
                      FROM ai.provider p
                      LEFT JOIN LATERAL (SELECT * FROM ai.attestation a
                                          WHERE a.workspace_id = p.workspace_id
                                            AND a.provider_id = p.id
                                          ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1) a ON true
                     WHERE p.workspace_id = ? AND p.dialect IN ('openai', 'anthropic')
                     ORDER BY p.dialect DESC
                    """)
                .param(1, scope.workspace().value())
                .query((row, _) -> shown(row))
                .list());
  }

  private static Shown shown(ResultSet row) throws SQLException {
    OffsetDateTime rotated = row.getObject("rotated_at", OffsetDateTime.class);
    return new Shown(
        row.getObject("id", UUID.class),
        "openai".equals(row.getString("dialect")) ? Dialect.OPENAI : Dialect.ANTHROPIC,
        row.getString("base_url"),
        row.getObject("credential_id", UUID.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        rotated == null ? null : rotated.toInstant(),
        row.getString("said_by"),
        row.getString("document"),
        row.getObject("issued_on", LocalDate.class),
        row.getObject("expires_on", LocalDate.class));
  }

  private Optional<Shown> find(WorkspaceScope scope, UUID id) {
    return all(scope).stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  /// Sets a provider, or exchanges the key of the one that is set at the same place.
  ///
  /// @return false if another provider of the same form is set; it must be removed first, because
  ///     its promise was about another place
  public boolean set(WorkspaceScope scope, ProviderPlaces.Place place, SecretBytes key) {
    scope.require(Permission.SETTINGS_MANAGE);
    Optional<Shown> now =
        all(scope).stream().filter(p -> p.dialect() == place.dialect()).findFirst();
    if (now.isEmpty()) {
      database.write(scope, client -> insert(scope, client, place, key));
      return true;
    }
    if (!now.get().base().equals(place.base().toString())) {
      return false;
    }
    database.write(scope, client -> rotate(scope, client, now.get(), place, key));
    return true;
  }

  private boolean insert(
      WorkspaceScope scope, JdbcClient client, ProviderPlaces.Place place, SecretBytes key) {
    keys.ensure(scope, client);
    CredentialRef ref =
        vault
            .changes(scope, client)
            .store(place.host(), CredentialKind.API_TOKEN, place.label(), key);
    client
        .sql(
            """
            INSERT INTO ai.provider (workspace_id, id, dialect, base_url, credential_id, created_by)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        .params(
            scope.workspace().value(),
            Ids.next(),
            place.dialect().key(),
            place.base().toString(),
            ref.id(),
            scope.principal().value())
        .update();
    return true;
  }

  private boolean rotate(
      WorkspaceScope scope,
      JdbcClient client,
      Shown provider,
      ProviderPlaces.Place place,
      SecretBytes key) {
    vault
        .changes(scope, client)
        .rotate(new CredentialRef(provider.credential()), place.host(), key);
    client
        .sql("UPDATE ai.provider SET rotated_at = now() WHERE workspace_id = ? AND id = ?")
        .params(scope.workspace().value(), provider.id())
        .update();
    return true;
  }

  /// Removes a provider with its key and its promises.
  ///
  /// @return false if the workspace has no such provider
  public boolean remove(WorkspaceScope scope, UUID id) {
    scope.require(Permission.SETTINGS_MANAGE);
    Optional<Shown> provider = find(scope, id);
    return provider.isPresent()
        && database.write(
            scope,
            client -> {
              int removed =
                  client
                      .sql("DELETE FROM ai.provider WHERE workspace_id = ? AND id = ?")
                      .params(scope.workspace().value(), id)
                      .update();
              vault.changes(scope, client).purge(new CredentialRef(provider.get().credential()));
              return removed == 1;
            });
  }

  /// Records a promise; it takes the place of the one before.
  ///
  /// @return false if the workspace has no such provider
  public boolean attest(WorkspaceScope scope, UUID provider, Attestation attestation) {
    scope.require(Permission.SETTINGS_MANAGE);
    return find(scope, provider).isPresent()
        && database.write(
            scope,
            client ->
                client
                        .sql(
                            """
                            INSERT INTO ai.attestation (workspace_id, id, provider_id, said_by,
                                document, issued_on, expires_on, recorded_by)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                        .params(
                            scope.workspace().value(),
                            Ids.next(),
                            provider,
                            attestation.saidBy(),
                            attestation.document(),
                            attestation.issued(),
                            attestation.expires(),
                            scope.principal().value())
                        .update()
                    == 1);
  }

  /// Takes back every promise of a provider: it is asked nothing any more.
  ///
  /// @return false if there was none
  public boolean withdraw(WorkspaceScope scope, UUID provider) {
    scope.require(Permission.SETTINGS_MANAGE);
    return database.write(
        scope,
        client ->
            client
                    .sql("DELETE FROM ai.attestation WHERE workspace_id = ? AND provider_id = ?")
                    .params(scope.workspace().value(), provider)
                    .update()
                > 0);
  }

  /// The limits; empty before the gateway is set up.
  public Optional<Limits> limits(WorkspaceScope scope) {
    scope.require(Permission.AI_USE);
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT requests_minute, key_requests_minute, tokens_day, key_tokens_day,
                           cents_day, key_cents_day
                      FROM ai.gateway WHERE workspace_id = ?
                    """)
                .param(1, scope.workspace().value())
                .query(
                    (row, _) ->
                        new Limits(
                            row.getInt(1),
                            row.getInt(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6)))
                .optional());
  }

  /// Changes the limits, from the next call on.
  public void limit(WorkspaceScope scope, Limits limits) {
    scope.require(Permission.SETTINGS_MANAGE);
    database.write(
        scope,
        client -> {
          keys.ensure(scope, client);
          return client
              .sql(
                  """
                  UPDATE ai.gateway
                     SET requests_minute = ?, key_requests_minute = ?, tokens_day = ?,
                         key_tokens_day = ?, cents_day = ?, key_cents_day = ?
                   WHERE workspace_id = ?
                  """)
              .params(
                  limits.requestsMinute(),
                  limits.keyRequestsMinute(),
                  limits.tokensDay(),
                  limits.keyTokensDay(),
                  limits.centsDay(),
                  limits.keyCentsDay(),
                  scope.workspace().value())
              .update();
        });
  }
}
