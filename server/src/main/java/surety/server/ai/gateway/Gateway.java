package surety.server.ai.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.pseudonym.Leak;
import surety.pseudonym.Look;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.Unproven;
import surety.server.ai.limit.OverLimit;
import surety.server.ai.limit.RequestRate;
import surety.server.ai.names.Names;
import surety.server.ai.names.NamesDirectory;
import surety.server.ai.provider.Dialect;
import surety.server.ai.provider.Standing;
import surety.server.ai.provider.Standings;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.workspace.WorkspaceScope;

/// One call from a program to a provider: names replaced, the exact request proven, the access
/// recorded, sent, and the answer passed on with names put back. Every step before the last can end
/// it, and nothing has left then.
@Component
class Gateway {

  private static final int TRIES = 3;
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Standings standings;
  private final NamesDirectory directory;
  private final RequestRate rate;
  private final Preparation preparation;
  private final OpaqueMemory opaque;
  private final Departure departure;
  private final AccessLog accessLog;
  private final Clock clock;

  Gateway(
      Standings standings,
      NamesDirectory directory,
      RequestRate rate,
      Preparation preparation,
      OpaqueMemory opaque,
      Departure departure,
      AccessLog accessLog,
      Clock clock) {
    this.standings = standings;
    this.directory = directory;
    this.rate = rate;
    this.preparation = preparation;
    this.opaque = opaque;
    this.departure = departure;
    this.accessLog = accessLog;
    this.clock = clock;
  }

  void call(Endpoint endpoint, WorkspaceScope scope, Incoming incoming, Recipient recipient)
      throws Recipient.Gone {
    Asked asked = RequestForm.read(endpoint, incoming.body());
    grant(new Wish("POST", endpoint, endpoint.path(), scope, incoming, asked), recipient);
  }

  /// Reads the provider's list of models, or one of them.
  ///
  /// @param path below the provider's base URL
  void models(Dialect dialect, String path, WorkspaceScope scope, Incoming incoming, Recipient to)
      throws Recipient.Gone {
    Endpoint endpoint = dialect == Dialect.OPENAI ? Endpoint.EMBEDDINGS : Endpoint.COUNT_TOKENS;
    Asked asked = new Asked("models", false, 0, "");
    grant(new Wish("GET", endpoint, path, scope, incoming, asked), to);
  }

  private void grant(Wish wish, Recipient recipient) throws Recipient.Gone {
    boolean gone = quickly(wish, recipient);
    for (int tries = 0; !gone && tries < TRIES; tries++) {
      gone = afresh(wish, recipient);
    }
    if (!gone) {
      throw new GatewayError(
              GatewayError.Kind.UNAVAILABLE,
              "names_unavailable",
              "The names of this workspace change faster than a request can be prepared. Nothing"
                  + " was sent.")
          .after(SOON);
    }
  }

  // What the last call rested on is mostly still so; the trip that records the access tells. This
  // spares a trip. Whatever stands in the way may be outdated itself, so it decides nothing.
  private boolean quickly(Wish wish, Recipient recipient) throws Recipient.Gone {
    Optional<Standing> last =
        standings.last(wish.scope(), wish.dialect()).filter(standing -> promises(standing));
    Optional<Names> names =
        last.flatMap(standing -> directory.held(wish.scope(), standing.stamp()));
    if (names.isEmpty() || !taken(wish.scope(), last.orElseThrow())) {
      return false;
    }
    Preparation.Prepared prepared = preparation.prepared(wish, last.orElseThrow(), names.get());
    boolean left = false;
    if (prepared.look() instanceof ProvenBody proven) {
      try {
        left = send(prepared, proven, recipient);
      } catch (OverLimit e) {
        // Perhaps under limits of before; nothing left.
        left = false;
      }
    }
    if (!left) {
      rate.giveBack(wish.scope());
    }
    return left;
  }

  private boolean taken(WorkspaceScope scope, Standing standing) {
    try {
      rate.take(scope, standing.limits());
      return true;
    } catch (OverLimit e) {
      return false;
    }
  }

  // False if it changed once more while the call was prepared.
  private boolean afresh(Wish wish, Recipient recipient) throws Recipient.Gone {
    Standing standing = standing(wish);
    rate.take(wish.scope(), standing.limits());
    Names names = directory.of(wish.scope(), standing.stamp());
    Preparation.Prepared prepared = preparation.prepared(wish, standing, names);
    boolean left = send(prepared, proven(wish, prepared.look()), recipient);
    if (!left) {
      rate.giveBack(wish.scope());
    }
    return left;
  }

  private Standing standing(Wish wish) {
    Standings.Ground ground = standings.of(wish.scope(), wish.dialect(), Optional.empty());
    Standing standing = ground.standing().orElseThrow(() -> notSet(wish.dialect()));
    if (standing.provider().isEmpty()) {
      throw notSet(wish.dialect());
    }
    if (!promises(standing)) {
      throw notPromised();
    }
    if (ground.credential().isEmpty()) {
      throw notSet(wish.dialect());
    }
    return standing;
  }

  private boolean promises(Standing standing) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return standing.provider().filter(provider -> provider.promises(today)).isPresent();
  }

  private boolean send(Preparation.Prepared prepared, ProvenBody proven, Recipient recipient)
      throws Recipient.Gone {
    Departure.Call call = prepared.call();
    Relay relay =
        new Relay(
            call.endpoint(),
            prepared.conversation(),
            recipient,
            opaque,
            call.scope().workspace(),
            prepared.told().replaced());
    return departure.send(call, proven, relay, recipient, prepared.told());
  }

  private static GatewayError notPromised() {
    return new GatewayError(
        GatewayError.Kind.FORBIDDEN,
        "attestation_missing",
        "No promise of this provider not to train on what it gets is in force. An owner records"
            + " one under Settings, AI.");
  }

  private static GatewayError notSet(Dialect dialect) {
    return new GatewayError(
        GatewayError.Kind.FORBIDDEN,
        "provider_not_set",
        "No provider of this form is set. An owner sets "
            + dialect.label()
            + " under Settings, AI.");
  }

  // A request that is not proven is recorded without the model's name: that may be what was found.
  private ProvenBody proven(Wish wish, Look look) {
    return switch (look) {
      case ProvenBody body -> body;
      case Leak leak -> {
        stopped(wish, "leak", leak.view());
        throw new GatewayError(
            GatewayError.Kind.INVALID,
            "name_would_leave",
            "A name of this workspace was still in the request after all were replaced. Nothing"
                + " was sent.");
      }
      case Unproven unproven -> {
        stopped(wish, unproven.reason().name(), unproven.view());
        throw new GatewayError(
            GatewayError.Kind.INVALID,
            "not_proven",
            "It cannot be shown that the request holds no name of this workspace. Nothing was"
                + " sent.");
      }
    };
  }

  private void stopped(Wish wish, String reason, String view) {
    AccessDetail detail =
        AccessDetail.empty()
            .with("provider", wish.dialect().key())
            .with("endpoint", wish.endpoint().key())
            .with("reason", reason.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (AccessDetail.isWord(view)) {
      detail = detail.with("found_in", view);
    }
    accessLog.record(
        wish.scope(), AccessEntry.refused(AccessAction.MODEL_CALL, Preparation.DATA).with(detail));
  }
}
