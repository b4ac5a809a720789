package surety.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Something that goes wrong at the vendor, for the next requests that it matches.
///
/// A fault hits once unless [#times] or [#always] says otherwise, and any request unless [#on] or
/// [#at] narrows it: `Fault.status(503).on("/invoices").times(3)`.
public final class Fault {
  /// What a fault does to the answer.
  sealed interface Effect {
    record Answer(Reply reply) implements Effect {}

    record SlowBody(Duration total) implements Effect {}

    record TruncatedBody() implements Effect {}

    record NextUrl(String url) implements Effect {}
  }

  private final Effect effect;
  private final Optional<Vendor> vendor;
  private final String pathEnd;
  private final int times;

  private Fault(Effect effect, Optional<Vendor> vendor, String pathEnd, int times) {
    this.effect = effect;
    this.vendor = vendor;
    this.pathEnd = pathEnd;
    this.times = times;
  }

  private static Fault of(Effect effect) {
    return new Fault(effect, Optional.empty(), "", 1);
  }

  /// An error with a short JSON body, such as 403, 500 or 503.
  public static Fault status(int status) {
    String body = "{\"code\":" + status + ",\"message\":\"made-up fault\"}";
    return of(new Effect.Answer(Reply.json(status, body)));
  }

  /// 429 with a Retry-After in whole seconds.
  public static Fault tooManyRequests(Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    Reply reply = Reply.json(429, "{\"code\":429,\"message\":\"too many requests\"}");
    return of(new Effect.Answer(reply.header("Retry-After", seconds)));
  }

  /// 503 with a page for people where JSON was expected.
  public static Fault maintenancePage() {
    String page = "<!doctype html><title>Maintenance</title><h1>We will be back shortly</h1>";
    return of(
        new Effect.Answer(new Reply(503, "text/html; charset=utf-8", java.util.Map.of(), page)));
  }

  /// A page for people with status 200, as some gateways send.
  public static Fault pageInsteadOfJson() {
    String page = "<!doctype html><title>Sign in</title><form></form>";
    return of(
        new Effect.Answer(new Reply(200, "text/html; charset=utf-8", java.util.Map.of(), page)));
  }

  /// 302 to another address.
  public static Fault redirect(URI target) {
    return of(new Effect.Answer(Reply.json(302, "").header("Location", target.toString())));
  }

  /// The right body, in ten pieces over a span of time.
  public static Fault slowBody(Duration total) {
    return of(new Effect.SlowBody(total));
  }

  /// Half of the right body, then the connection ends.
  public static Fault truncatedBody() {
    return of(new Effect.TruncatedBody());
  }

  /// A listing whose `links.next` leads somewhere else.
  public static Fault nextUrl(String url) {
    return of(new Effect.NextUrl(url));
  }

  /// The same fault for a number of requests.
  public Fault times(int number) {
    return new Fault(effect, vendor, pathEnd, number);
  }

  /// The same fault until [SandboxServer#clearFaults].
  public Fault always() {
    return times(Integer.MAX_VALUE);
  }

  /// The same fault only for requests whose path ends so, such as `/invoices`.
  public Fault on(String pathEnding) {
    return new Fault(effect, vendor, pathEnding, times);
  }

  /// The same fault only at one vendor.
  public Fault at(Vendor only) {
    return new Fault(effect, Optional.of(only), pathEnd, times);
  }

  Effect effect() {
    return effect;
  }

  boolean hits(Request request) {
    return vendor.map(only -> only == request.vendor()).orElse(true)
        && request.path().endsWith(pathEnd);
  }

  Optional<Fault> afterHit() {
    boolean endless = times == Integer.MAX_VALUE;
    return endless
        ? Optional.of(this)
        : times > 1 ? Optional.of(times(times - 1)) : Optional.empty();
  }
}
