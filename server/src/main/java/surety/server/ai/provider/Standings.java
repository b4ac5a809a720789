package surety.server.ai.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import surety.server.ai.limit.Limits;
import surety.server.ai.names.NamesStamp;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.Outcome;
import surety.server.egress.Credential;
import surety.server.platform.Batcher;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialUnavailable;
import surety.server.vault.CredentialVault;
import surety.server.vault.SealedCredential;
import surety.server.workspace.Permission;
import surety.server.workspace.PrincipalId;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Finds what a call rests on, on the trip to the database that makes its access entry durable.
/// Every call makes that trip before anything leaves, so that a provider that was removed, a key
/// that was exchanged and a promise that ran out count at the next call. Calls of one principal at
/// the same moment share the trip and the opening of the provider's key.
///
/// What a call rested on is remembered, so that the next one can be prepared before the trip. It is
/// a guess, and whoever uses it compares it with what the trip tells.
@Component
public class Standings {

  private static final int LEADERS = 1;
  private static final int LARGEST_BATCH = 128;
  private static final int WAITING = 1_024;
  private static final int PRINCIPALS = 4_000;
  private static final Duration IDLE = Duration.ofMinutes(15);
  private static final Set<Permission> NEEDED =
      Set.of(Permission.AI_USE, Permission.CONNECTIONS_VIEW);

  private static final String READ =
      """
      SELECT g.names_version, g.pseudonym_key, g.requests_minute, g.key_requests_minute,
             g.tokens_day, g.key_tokens_day, g.cents_day, g.key_cents_day,
             (SELECT count(*) || ' ' || coalesce(max(m.joined_at)::text, '')
                FROM workspace.member m WHERE m.workspace_id = g.workspace_id) AS members,
             (SELECT coalesce(string_agg(c.id || ' ' || coalesce(c.rotated_at::text, ''), ','
                                         ORDER BY c.id), '')
                FROM connect.connection c WHERE c.workspace_id = g.workspace_id) AS connections,
             p.base_url, p.credential_id, c.id, c.kind, c.host, c.sealed, k.salt,
             (SELECT CASE WHEN a.issued_on <= (now() AT TIME ZONE 'UTC')::date
                          THEN a.expires_on END
                FROM ai.attestation a
               WHERE a.workspace_id = p.workspace_id AND a.provider_id = p.id
               ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1) AS promised_until
        FROM ai.gateway g
        LEFT JOIN ai.provider p ON p.workspace_id = g.workspace_id AND p.dialect = ?
        LEFT JOIN vault.credential c ON c.workspace_id = p.workspace_id AND c.id = p.credential_id
        LEFT JOIN vault.workspace_key k ON k.workspace_id = c.workspace_id
       WHERE g.workspace_id = ?
      """;

  private final WorkspaceDatabase database;
  private final AccessLog accessLog;
  private final WorkspaceScopes scopes;
  private final CredentialVault vault;
  private final ProviderPlaces places;
  private final Cache<Caller, Batcher<Optional<AccessEntry>, Reply>> batchers = cache();
  private final Cache<Caller, Standing> last = cache();

  Standings(
      WorkspaceDatabase database,
      AccessLog accessLog,
      WorkspaceScopes scopes,
      CredentialVault vault,
      ProviderPlaces places) {
    this.database = database;
    this.accessLog = accessLog;
    this.scopes = scopes;
    this.vault = vault;
    this.places = places;
  }

  private static <V> Cache<Caller, V> cache() {
    return Caffeine.newBuilder().maximumSize(PRINCIPALS).expireAfterAccess(IDLE).build();
  }

  /// What a call rests on, with the provider's key ready to be sent to the provider and nowhere
  /// else.
  ///
  /// @param standing empty before the workspace has set the gateway up
  /// @param credential empty where the provider may not be asked
  /// @param access the proof of the entry, if one was brought along
  public record Ground(
      Optional<Standing> standing, Optional<Credential> credential, Optional<AuditHandle> access) {}

  private record Caller(WorkspaceId workspace, PrincipalId principal, Dialect dialect) {
    static Caller of(WorkspaceScope scope, Dialect dialect) {
      return new Caller(scope.workspace(), scope.principal(), dialect);
    }
  }

  private record Found(Standing standing, Optional<SealedCredential> sealed) {}

  private record Reply(Ground ground, @Nullable CredentialUnavailable failure) {}

  /// The ground of a call of this form, at the moment when its entry became durable.
  ///
  /// @param entry of the call that is about to leave; empty if none is yet
  /// @throws CredentialUnavailable if the provider's key does not open
  /// @throws surety.server.audit.AuditUnavailable if the entry could not be recorded
  public Ground of(WorkspaceScope caller, Dialect dialect, Optional<AccessEntry> entry) {
    caller.require(Permission.AI_USE);
    Caller who = Caller.of(caller, dialect);
    WorkspaceScope scope = scopes.forModelCall(caller, NEEDED);
    Reply reply = batchers.get(who, _ -> batcher(scope, dialect)).call(entry);
    Ground ground = reply.ground();
    if (reply.failure() != null) {
      ground.access().ifPresent(access -> accessLog.complete(access, Outcome.FAILED, 0));
      throw reply.failure();
    }
    ground.standing().ifPresent(standing -> last.put(who, standing));
    return ground;
  }

  /// What the last call of this form rested on, which may no longer be so.
  public Optional<Standing> last(WorkspaceScope caller, Dialect dialect) {
    return Optional.ofNullable(last.getIfPresent(Caller.of(caller, dialect)));
  }

  /// What a call rests on that asks no provider; empty before the workspace has set the gateway up.
  public Optional<Standing> withoutProvider(WorkspaceScope caller) {
    WorkspaceScope scope = scopes.forModelCall(caller, NEEDED);
    return database
        .readOnce(scope, READ, (row, _) -> standing(row, Dialect.OPENAI), "", id(scope))
        .stream()
        .findFirst();
  }

  private Batcher<Optional<AccessEntry>, Reply> batcher(WorkspaceScope scope, Dialect dialect) {
    return new Batcher<>(
        LEADERS, LARGEST_BATCH, WAITING, entries -> answer(scope, dialect, entries));
  }

  private List<Reply> answer(
      WorkspaceScope scope, Dialect dialect, List<Optional<AccessEntry>> entries) {
    List<AccessEntry> brought = entries.stream().flatMap(Optional::stream).toList();
    AccessLog.Accessed<Found> told = read(scope, dialect, brought);
    Optional<Found> found = told.rows().stream().findFirst();
    Optional<Credential> credential = Optional.empty();
    CredentialUnavailable failure = null;
    try {
      credential = found.flatMap(it -> credential(scope, it));
    } catch (CredentialUnavailable e) {
      failure = e;
    }
    Iterator<AuditHandle> accesses = told.accesses().iterator();
    List<Reply> replies = new ArrayList<>();
    for (Optional<AccessEntry> entry : entries) {
      Optional<AuditHandle> access = entry.map(_ -> accesses.next());
      replies.add(new Reply(new Ground(found.map(Found::standing), credential, access), failure));
    }
    return replies;
  }

  private AccessLog.Accessed<Found> read(
      WorkspaceScope scope, Dialect dialect, List<AccessEntry> entries) {
    RowMapper<Found> mapper =
        (row, _) -> new Found(standing(row, dialect), SealedCredential.of(row));
    return entries.isEmpty()
        ? new AccessLog.Accessed<>(
            List.of(), database.readOnce(scope, READ, mapper, dialect.key(), id(scope)))
        : accessLog.readForAll(scope, entries, READ, mapper, dialect.key(), id(scope));
  }

  private static UUID id(WorkspaceScope scope) {
    return scope.workspace().value();
  }

  private Standing standing(ResultSet row, Dialect dialect) throws SQLException {
    return new Standing(
        new NamesStamp(
            row.getString("connections"),
            row.getString("members"),
            row.getLong("names_version"),
            row.getObject("pseudonym_key", UUID.class)),
        new Limits(
            row.getInt("requests_minute"),
            row.getInt("key_requests_minute"),
            row.getLong("tokens_day"),
            row.getLong("key_tokens_day"),
            row.getLong("cents_day"),
            row.getLong("key_cents_day")),
        provider(row, dialect));
  }

  // A place that the operator no longer allows is none.
  private Optional<Standing.Provider> provider(ResultSet row, Dialect dialect) throws SQLException {
    String base = row.getString("base_url");
    UUID credential = row.getObject("credential_id", UUID.class);
    Optional<LocalDate> until =
        Optional.ofNullable(row.getObject("promised_until", LocalDate.class));
    return Optional.ofNullable(base)
        .flatMap(url -> places.find(dialect, url))
        .map(place -> new Standing.Provider(place, new CredentialRef(credential), until));
  }

  // The key of a provider that promised nothing stays sealed.
  private Optional<Credential> credential(WorkspaceScope scope, Found found) {
    return found
        .standing()
        .provider()
        .filter(provider -> provider.promisedUntil().isPresent())
        .flatMap(provider -> found.sealed().map(it -> credential(scope, provider.place(), it)));
  }

  private Credential credential(
      WorkspaceScope scope, ProviderPlaces.Place place, SealedCredential sealed) {
    return vault.use(
        scope,
        sealed,
        CredentialPurpose.MODEL_CALL,
        place.host(),
        secret ->
            secret.exposeText(
                key -> Credential.boundTo(place.origin(), headers(place.dialect(), key))));
  }

  private static Map<String, String> headers(Dialect dialect, String key) {
    return switch (dialect) {
      case OPENAI -> Map.of("authorization", "Bearer " + key);
      case ANTHROPIC -> Map.of("x-api-key", key);
    };
  }
}
