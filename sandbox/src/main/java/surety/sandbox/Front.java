package surety.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What every request of one vendor passes: latency, faults, authentication, rate limits, the API,
/// the log.
final class Front implements HttpHandler {
  private static final int PIECES = 10;

  private final Vendor vendor;
  private final String prefix;
  private final VendorApi api;
  private final List<RateLimit> limits;
  private final Duration latency;
  private final FaultQueue faults;
  private final RequestLog log;

  Front(
      Vendor vendor,
      String prefix,
      VendorApi api,
      List<RateLimit> limits,
      Duration latency,
      FaultQueue faults,
      RequestLog log) {
    this.vendor = vendor;
    this.prefix = prefix;
    this.api = api;
    this.limits = limits;
    this.latency = latency;
    this.faults = faults;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.of(exchange, vendor, prefix);
      pause(latency);
      Optional<Fault.Effect> effect = faults.next(request);
      Reply reply = reply(request, effect.orElse(null));
      log.add(request, reply.status());
      send(exchange, reply, effect.orElse(null));
    }
  }

  private Reply reply(Request request, Fault.@Nullable Effect effect) {
    return switch (effect) {
      case Fault.Effect.Answer(Reply fixed) -> fixed;
      case Fault.Effect.NextUrl(String url) -> withNextUrl(answer(request), url);
      case null, default -> answer(request);
    };
  }

  private Reply answer(Request request) {
    try {
      Access access = api.authenticate(request);
      Duration wait = overLimit(request);
      if (wait.isPositive()) {
        Reply refusal = api.error(new Refused(429, "too_many_requests", "Too many requests."));
        String told = api.waitTold(wait.plusMillis(999).toSeconds());
        return api.waitHeader().map(name -> refusal.header(name, told)).orElse(refusal);
      }
      return api.answer(request, access);
    } catch (Refused refused) {
      return api.error(refused);
    }
  }

  private Duration overLimit(Request request) {
    boolean report = api.isReport(request);
    long now = System.nanoTime();
    return limits.stream()
        .map(limit -> limit.take(report, now))
        .filter(Duration::isPositive)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private static Reply withNextUrl(Reply reply, String url) {
    if (reply.status() != 200) {
      return reply;
    }
    ObjectNode body = (ObjectNode) Request.JSON.readTree(reply.body());
    body.withObject("/links").put("next", url);
    return reply.withBody(body.toString());
  }

  private static void send(HttpExchange exchange, Reply reply, Fault.@Nullable Effect effect)
      throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    OutputStream out = exchange.getResponseBody();
    switch (effect) {
      case Fault.Effect.SlowBody(Duration total) -> slowly(out, body, total);
      // Nothing after this half: closing the exchange early ends the connection.
      case Fault.Effect.TruncatedBody() -> {
        out.write(body, 0, body.length / 2);
        out.flush();
      }
      case null, default -> out.write(body);
    }
  }

  private static void slowly(OutputStream out, byte[] body, Duration total) throws IOException {
    int piece = body.length / PIECES + 1;
    for (int at = 0; at < body.length; at += piece) {
      pause(total.dividedBy(PIECES));
      out.write(body, at, Math.min(piece, body.length - at));
      out.flush();
    }
  }

  private static void pause(Duration duration) {
    if (duration.isZero()) {
      return;
    }
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
