package surety.server.ai.gateway;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import surety.pseudonym.ProvenBody;
import surety.server.ai.limit.Amount;
import surety.server.ai.limit.Spending;
import surety.server.ai.provider.ModelSettings;
import surety.server.ai.provider.PriceTable;
import surety.server.ai.provider.Standing;
import surety.server.ai.provider.Standings;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.AuditUnavailable;
import surety.server.audit.Outcome;
import surety.server.egress.Credential;
import surety.server.egress.Failure;
import surety.server.egress.ModelCancel;
import surety.server.egress.ModelClient;
import surety.server.egress.ModelExchange;
import surety.server.egress.ModelHost;
import surety.server.egress.Origin;
import surety.server.workspace.WorkspaceScope;

/// The last steps of a call: what it may cost is reserved, the access is recorded, and only then it
/// leaves; afterwards what it did cost is counted and how it went recorded.
@Component
class Departure {

  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
  // Tokens of text are three bytes or longer but for rare scripts.
  private static final int BYTES_PER_TOKEN = 3;

  private final ModelClient client;
  private final Standings standings;
  private final Spending spending;
  private final AccessLog accessLog;
  private final PriceTable prices;
  // The program's next request on the same connection need not wait for the entry to be durable.
  private final ExecutorService endings = Executors.newVirtualThreadPerTaskExecutor();

  Departure(
      ModelClient client,
      Standings standings,
      Spending spending,
      AccessLog accessLog,
      ModelSettings settings) {
    this.client = client;
    this.standings = standings;
    this.spending = spending;
    this.accessLog = accessLog;
    this.prices = settings.table();
  }

  /// A call that is ready to leave.
  ///
  /// @param method `POST`, or `GET` for a reading that costs nothing
  /// @param standing what it was prepared for
  /// @param provider of that standing
  /// @param bytes of the body that leaves
  record Call(
      String method,
      Endpoint endpoint,
      WorkspaceScope scope,
      Asked asked,
      Standing standing,
      Standing.Provider provider,
      AccessEntry entry,
      int bytes) {}

  /// Waits until the end of every call is recorded.
  @PreDestroy
  void close() {
    endings.close();
  }

  PriceTable prices() {
    return prices;
  }

  /// Sends a call, and has it answered.
  ///
  /// @param told hears that it is about to leave
  /// @return false if what it was prepared for was no longer so when it was to leave; then nothing
  ///     did
  /// @throws surety.server.ai.limit.OverLimit if less than it may cost is left; nothing left then
  boolean send(Call call, ProvenBody proven, Relay relay, Recipient recipient, Departing told)
      throws Recipient.Gone {
    Optional<Spending.Reservation> reservation = reserve(call);
    Optional<Standings.Ground> ground = Optional.empty();
    try {
      ground = ground(call);
    } finally {
      if (ground.isEmpty()) {
        reservation.ifPresent(it -> it.settle(amount(call, new Tokens(0, 0))));
      }
    }
    if (ground.isEmpty()) {
      return false;
    }
    recipient.leaving(told);
    ModelExchange<Relay.Passed> exchange = leave(ground.get(), call, proven, relay);
    reservation.ifPresent(it -> it.settle(amount(call, used(call, relay, exchange))));
    tell(exchange, recipient);
    return true;
  }

  private Optional<Spending.Reservation> reserve(Call call) {
    if (call.method().equals("GET")) {
      return Optional.empty();
    }
    Tokens estimate = new Tokens(call.bytes() / BYTES_PER_TOKEN + 1, call.asked().outputTokens());
    return Optional.of(
        spending.reserve(call.scope(), call.standing().limits(), amount(call, estimate)));
  }

  // Empty if it is not what the call was prepared for.
  private Optional<Standings.Ground> ground(Call call) {
    Standings.Ground ground =
        standings.of(call.scope(), call.endpoint().dialect(), Optional.of(call.entry()));
    if (ground.standing().equals(Optional.of(call.standing())) && ground.credential().isPresent()) {
      return Optional.of(ground);
    }
    AccessDetail why = AccessDetail.empty().with("failure", "CHANGED");
    accessLog.complete(ground.access().orElseThrow(), Outcome.FAILED, 0, why);
    return Optional.empty();
  }

  private ModelExchange<Relay.Passed> leave(
      Standings.Ground ground, Call call, ProvenBody proven, Relay relay) {
    long begun = System.nanoTime();
    AuditHandle access = ground.access().orElseThrow();
    Credential credential = ground.credential().orElseThrow();
    ModelExchange<Relay.Passed> exchange = new ModelExchange.Failed<>(Failure.MALFORMED, true);
    try {
      exchange =
          client.send(
              call.method(),
              proven,
              host(call, proven.path()),
              credential,
              new ModelCancel(),
              relay);
    } catch (IllegalStateException | IllegalArgumentException e) {
      // The answer is one that cannot be read; what it says may be in the message.
      LOG.warn("a provider's answer could not be passed on: {}", e.getClass().getName());
    }
    ModelExchange<Relay.Passed> ended = exchange;
    long millis = (System.nanoTime() - begun) / 1_000_000;
    endings.execute(() -> completed(access, call, relay, ended, millis));
    return ended;
  }

  private static ModelHost host(Call call, String path) {
    Origin origin = call.provider().place().origin();
    return call.method().equals("POST")
        ? new ModelHost(origin, Set.of(path), List.of())
        : new ModelHost(origin, Set.of(), List.of(path));
  }

  private static void tell(ModelExchange<Relay.Passed> exchange, Recipient recipient)
      throws Recipient.Gone {
    switch (exchange) {
      case ModelExchange.Answered<Relay.Passed>(Relay.Passed passed) -> {
        if (passed.error().isPresent()) {
          recipient.fail(passed.error().get());
        }
      }
      case ModelExchange.Refused<Relay.Passed> _ ->
          recipient.fail(
              new GatewayError(
                  GatewayError.Kind.FORBIDDEN,
                  "egress_refused",
                  "The provider's address is not one that this server may talk to."));
      case ModelExchange.Failed<Relay.Passed> failed -> recipient.fail(error(failed));
    }
  }

  private static GatewayError error(ModelExchange.Failed<Relay.Passed> failed) {
    if (!failed.charged()) {
      return new GatewayError(
          GatewayError.Kind.UNAVAILABLE,
          "provider_unreachable",
          "The provider cannot be reached. Nothing was sent.");
    }
    return failed.reason() == Failure.TIMED_OUT
        ? new GatewayError(
            GatewayError.Kind.TIMED_OUT, "provider_timed_out", "The provider took too long.")
        : new GatewayError(
            GatewayError.Kind.PROVIDER,
            "provider_failed",
            "The provider's answer broke off or could not be read.");
  }

  // The access itself is recorded; that its end is not must not take the answer back.
  private void completed(
      AuditHandle access,
      Call call,
      Relay relay,
      ModelExchange<Relay.Passed> exchange,
      long millis) {
    AccessDetail detail =
        AccessDetail.empty()
            .with("millis", millis)
            .with("bytes_in", relay.bytes())
            .with("strays", relay.strays());
    if (relay.tokens().isKnown()) {
      detail =
          detail
              .with("tokens_in", Math.max(0, relay.tokens().in()))
              .with("tokens_out", Math.max(0, relay.tokens().out()));
    }
    Outcome outcome = Outcome.FAILED;
    if (exchange instanceof ModelExchange.Answered<Relay.Passed>(Relay.Passed passed)) {
      detail = detail.with("status", passed.status());
      outcome = passed.status() < 300 ? Outcome.COMPLETED : Outcome.FAILED;
    } else if (exchange instanceof ModelExchange.Failed<Relay.Passed> failed) {
      detail = detail.with("failure", failed.reason().name());
    }
    try {
      accessLog.complete(access, outcome, 0, detail);
    } catch (AuditUnavailable e) {
      LOG.error("the end of access {} could not be recorded", access.entryId());
    }
  }

  // By the provider's count; without one, by the size of what went and came.
  private static Tokens used(Call call, Relay relay, ModelExchange<Relay.Passed> exchange) {
    boolean charged =
        switch (exchange) {
          case ModelExchange.Answered<Relay.Passed>(Relay.Passed passed) -> passed.status() < 300;
          case ModelExchange.Refused<Relay.Passed> _ -> false;
          case ModelExchange.Failed<Relay.Passed> failed -> failed.charged();
        };
    if (!charged || call.endpoint() == Endpoint.COUNT_TOKENS) {
      return new Tokens(0, 0);
    }
    long in = call.bytes() / BYTES_PER_TOKEN + 1;
    long out = call.endpoint().writes() ? relay.bytes() / BYTES_PER_TOKEN + 1 : 0;
    return new Tokens(in, out).and(relay.tokens());
  }

  private Amount amount(Call call, Tokens tokens) {
    return new Amount(
        tokens.in() + tokens.out(), prices.micros(call.asked().model(), tokens.in(), tokens.out()));
  }
}
