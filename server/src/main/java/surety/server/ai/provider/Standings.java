package surety.server.ai.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import surety.server.ai.limit.Limits;
import surety.server.ai.names.NamesStamp;
import surety.server.egress.Credential;
import surety.server.platform.Batcher;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialVault;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Finds what a call rests on. Every call asks the database, so that a provider that was removed, a
/// key that was exchanged and a promise that ran out count at the next call; calls of one workspace
/// at the same moment share the trip and the opening of the provider's key.
@Component
public class Standings {

  private static final int BATCHES = 2;
  private static final int LARGEST_BATCH = 128;
  private static final int WAITING = 8_192;
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
             p.base_url, p.credential_id,
             (SELECT CASE WHEN a.issued_on <= (now() AT TIME ZONE 'UTC')::date
                          THEN a.expires_on END
                FROM ai.attestation a
               WHERE a.workspace_id = p.workspace_id AND a.provider_id = p.id
               ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1) AS promised_until
        FROM ai.gateway g
        LEFT JOIN ai.provider p ON p.workspace_id = g.workspace_id AND p.dialect = ?
       WHERE g.workspace_id = ?
      """;

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final CredentialVault vault;
  private final ProviderPlaces places;
  private final Batcher<Question, Reply> batcher =
      new Batcher<>(BATCHES, LARGEST_BATCH, WAITING, this::answer);

  Standings(
      WorkspaceDatabase database,
      WorkspaceScopes scopes,
      CredentialVault vault,
      ProviderPlaces places) {
    this.database = database;
    this.scopes = scopes;
    this.vault = vault;
    this.places = places;
  }

  /// What a call rests on, with the provider's key ready to be sent to the provider and nowhere
  /// else.
  ///
  /// @param standing empty before the workspace has set the gateway up
  /// @param credential empty where the provider may not be asked
  public record Ground(Optional<Standing> standing, Optional<Credential> credential) {}

  private record Question(WorkspaceScope scope, Dialect dialect) {
    Place place() {
      return new Place(scope.workspace(), dialect);
    }
  }

  private record Place(WorkspaceId workspace, Dialect dialect) {}

  private record Reply(@Nullable Ground ground, @Nullable RuntimeException failure) {}

  /// The ground of a call of this form.
  ///
  /// @throws surety.server.vault.CredentialUnavailable if the provider's key does not open
  public Ground of(WorkspaceScope caller, Dialect dialect) {
    caller.require(Permission.AI_USE);
    Reply reply = batcher.call(new Question(caller, dialect));
    if (reply.failure() != null) {
      throw reply.failure();
    }
    return java.util.Objects.requireNonNull(reply.ground());
  }

  /// What a call rests on that asks no provider; empty before the workspace has set the gateway up.
  public Optional<Standing> withoutProvider(WorkspaceScope caller) {
    return read(scopes.forModelCall(caller, NEEDED), Dialect.OPENAI, "");
  }

  private List<Reply> answer(List<Question> questions) {
    Map<Place, Reply> known = new HashMap<>();
    List<Reply> replies = new ArrayList<>();
    for (Question question : questions) {
      replies.add(known.computeIfAbsent(question.place(), _ -> reply(question)));
    }
    return replies;
  }

  // The failure of one workspace is not the others'.
  private Reply reply(Question question) {
    try {
      return new Reply(ground(question), null);
    } catch (RuntimeException e) {
      return new Reply(null, e);
    }
  }

  private Ground ground(Question question) {
    WorkspaceScope scope = scopes.forModelCall(question.scope(), NEEDED);
    Optional<Standing> standing = read(scope, question.dialect(), question.dialect().key());
    return new Ground(
        standing,
        standing
            .flatMap(Standing::provider)
            .filter(provider -> provider.promisedUntil().isPresent())
            .map(provider -> credential(scope, provider)));
  }

  private Optional<Standing> read(WorkspaceScope scope, Dialect dialect, String provider) {
    return database
        .readOnce(
            scope, READ, (row, _) -> standing(row, dialect), provider, scope.workspace().value())
        .stream()
        .findFirst();
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

  private Credential credential(WorkspaceScope scope, Standing.Provider provider) {
    ProviderPlaces.Place place = provider.place();
    return vault.use(
        scope,
        provider.credential(),
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
