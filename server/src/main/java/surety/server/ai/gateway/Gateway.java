package surety.server.ai.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import surety.pseudonym.AttachmentRefused;
import surety.pseudonym.Conversation;
import surety.pseudonym.JsonInvalid;
import surety.pseudonym.Leak;
import surety.pseudonym.Look;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.Pseudonymized;
import surety.pseudonym.Replacement;
import surety.pseudonym.TokenStyle;
import surety.pseudonym.Unproven;
import surety.server.ai.limit.RequestRate;
import surety.server.ai.names.Names;
import surety.server.ai.names.NamesDirectory;
import surety.server.ai.provider.Dialect;
import surety.server.ai.provider.ProviderPlaces;
import surety.server.ai.provider.Standing;
import surety.server.ai.provider.Standings;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.DataScope;
import surety.server.egress.Credential;
import surety.server.workspace.WorkspaceScope;

/// One call from a program to a provider: names replaced, the exact request proven, the access
/// recorded, sent, and the answer passed on with names put back. Every step before the last can end
/// it, and nothing has left then.
@Component
class Gateway {

  private static final DataScope DATA = DataScope.all("model-call");

  private final Standings standings;
  private final NamesDirectory directory;
  private final Conversations conversations;
  private final RequestRate rate;
  private final OpaqueMemory opaque;
  private final Departure departure;
  private final AccessLog accessLog;
  private final Clock clock;
  private final Set<String> own;
  private final Set<String> priced;

  Gateway(
      Standings standings,
      NamesDirectory directory,
      Conversations conversations,
      RequestRate rate,
      OpaqueMemory opaque,
      Departure departure,
      AccessLog accessLog,
      ProviderPlaces places,
      Clock clock) {
    this.standings = standings;
    this.directory = directory;
    this.conversations = conversations;
    this.rate = rate;
    this.opaque = opaque;
    this.departure = departure;
    this.accessLog = accessLog;
    this.clock = clock;
    this.priced = departure.prices().models();
    Set<String> words = new java.util.HashSet<>(priced);
    words.addAll(places.paths(Endpoint.paths()));
    this.own = Set.copyOf(words);
  }

  /// Who is asked, and what the call rests on.
  record Ground(Standing standing, Standing.Provider provider, Credential credential) {}

  void call(Endpoint endpoint, WorkspaceScope scope, Incoming incoming, Recipient recipient)
      throws Recipient.Gone {
    Asked asked = RequestForm.read(endpoint, incoming.body());
    Ground ground = ground(scope, endpoint.dialect());
    rate.take(scope, ground.standing().limits());
    Names names = directory.of(scope, ground.standing().stamp());
    Conversation conversation = conversations.begin(names, incoming.style());
    Pseudonymized<String> replaced = replaced(conversation, asked);
    byte[] body = replaced.payload().getBytes(StandardCharsets.UTF_8);
    Outgoing outgoing =
        Outgoing.of(
            ground.provider().place().path(endpoint.path()), headers(incoming, asked), body);
    AccessEntry entry = entry(endpoint, asked, replaced.replacements(), body.length);
    ProvenBody proven = proven(scope, names, outgoing, endpoint);
    recipient.leaving(
        new Departing(
            ground.provider().place().base() + endpoint.path(),
            replaced.payload(),
            replaced.replacements().size()));
    departure.send(
        new Departure.Call(endpoint, scope, asked, ground, entry, body.length),
        proven,
        new Relay(
            endpoint,
            conversation,
            recipient,
            opaque,
            scope.workspace(),
            replaced.replacements().size()),
        recipient);
  }

  /// Reads the provider's list of models, or one of them.
  ///
  /// @param path below the provider's base URL
  void models(Dialect dialect, String path, WorkspaceScope scope, Incoming in, Recipient to)
      throws Recipient.Gone {
    Ground ground = ground(scope, dialect);
    rate.take(scope, ground.standing().limits());
    Names names = directory.of(scope, ground.standing().stamp());
    Endpoint endpoint = dialect == Dialect.OPENAI ? Endpoint.EMBEDDINGS : Endpoint.COUNT_TOKENS;
    Map<String, String> headers = new HashMap<>(in.headers());
    headers.put("accept", "application/json");
    Outgoing outgoing = Outgoing.of(ground.provider().place().path(path), headers, new byte[0]);
    AccessEntry entry =
        AccessEntry.of(AccessAction.MODEL_CALL, DATA)
            .with(AccessDetail.empty().with("provider", dialect.key()).with("endpoint", "models"));
    ProvenBody proven = proven(scope, names, outgoing, endpoint);
    Conversation conversation = conversations.begin(names, TokenStyle.STABLE);
    departure.read(
        new Departure.Call(endpoint, scope, new Asked("models", false, 0, ""), ground, entry, 0),
        proven,
        new Relay(endpoint, conversation, to, opaque, scope.workspace(), 0),
        to);
  }

  private Ground ground(WorkspaceScope scope, Dialect dialect) {
    Standings.Ground found = standings.of(scope, dialect);
    Standing standing = found.standing().orElseThrow(() -> notSet(dialect));
    Standing.Provider provider = standing.provider().orElseThrow(() -> notSet(dialect));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!provider.promises(today)) {
      throw new GatewayError(
          GatewayError.Kind.FORBIDDEN,
          "attestation_missing",
          "No promise of this provider not to train on what it gets is in force. An owner records"
              + " one under Settings, AI.");
    }
    return new Ground(standing, provider, found.credential().orElseThrow(() -> notSet(dialect)));
  }

  private static GatewayError notSet(Dialect dialect) {
    return new GatewayError(
        GatewayError.Kind.FORBIDDEN,
        "provider_not_set",
        "No provider of this form is set. An owner sets "
            + dialect.label()
            + " under Settings, AI.");
  }

  private static Pseudonymized<String> replaced(Conversation conversation, Asked asked) {
    try {
      return conversation.chat(asked.body());
    } catch (AttachmentRefused e) {
      throw new GatewayError(
          GatewayError.Kind.INVALID,
          "attachment_refused",
          "An image, a file, sound or a long run of base64 cannot be searched for names.");
    } catch (JsonInvalid e) {
      throw new GatewayError(
          GatewayError.Kind.INVALID, "malformed_json", "The body is not one JSON object.");
    }
  }

  private static Map<String, String> headers(Incoming incoming, Asked asked) {
    Map<String, String> headers = new HashMap<>(incoming.headers());
    headers.put("content-type", "application/json");
    headers.put("accept", asked.stream() ? "text/event-stream" : "application/json");
    return headers;
  }

  private AccessEntry entry(
      Endpoint endpoint, Asked asked, List<Replacement> replacements, int bytes) {
    AccessDetail detail =
        AccessDetail.empty()
            .with("provider", endpoint.dialect().key())
            .with("endpoint", endpoint.key())
            .with("model", asked.model())
            .with("bytes_out", bytes);
    Map<String, Long> kinds = new HashMap<>();
    for (Replacement replacement : replacements) {
      kinds.merge(replacement.token().kind().name(), 1L, Long::sum);
    }
    for (Map.Entry<String, Long> kind : kinds.entrySet()) {
      detail = detail.with("replaced_" + kind.getKey().toLowerCase(Locale.ROOT), kind.getValue());
    }
    return AccessEntry.of(AccessAction.MODEL_CALL, DATA).with(detail);
  }

  // A request that is not proven is recorded without the model's name: that may be what was found.
  private ProvenBody proven(
      WorkspaceScope scope, Names names, Outgoing outgoing, Endpoint endpoint) {
    Look look = names.look().vouching(own).relaying(opaque.of(scope.workspace())).look(outgoing);
    return switch (look) {
      case ProvenBody body -> body;
      case Leak leak -> {
        stopped(scope, endpoint, "leak", leak.view());
        throw new GatewayError(
            GatewayError.Kind.INVALID,
            "name_would_leave",
            "A name of this workspace was still in the request after all were replaced. Nothing"
                + " was sent.");
      }
      case Unproven unproven -> {
        stopped(scope, endpoint, unproven.reason().name(), unproven.view());
        throw new GatewayError(
            GatewayError.Kind.INVALID,
            "not_proven",
            "It cannot be shown that the request holds no name of this workspace. Nothing was"
                + " sent.");
      }
    };
  }

  private void stopped(WorkspaceScope scope, Endpoint endpoint, String reason, String view) {
    AccessDetail detail =
        AccessDetail.empty()
            .with("provider", endpoint.dialect().key())
            .with("endpoint", endpoint.key())
            .with("reason", reason.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (AccessDetail.isWord(view)) {
      detail = detail.with("found_in", view);
    }
    accessLog.record(scope, AccessEntry.refused(AccessAction.MODEL_CALL, DATA).with(detail));
  }
}
