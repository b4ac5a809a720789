package surety.server.egress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;

/// Sends calls that their destination declares, and nothing else.
///
/// One instance serves all workspaces. It keeps no cookies, uses no proxy, follows no redirect by
/// itself and never retries. Safe for use by many threads; each call blocks its own.
public final class EgressClient implements AutoCloseable {

  private final Gate gate;
  private final EgressLimits limits;
  private final CloseableHttpClient http;
  private final Deadlines deadlines = new Deadlines();

  /// A client that trusts the certificates that this Java installation trusts.
  ///
  /// @param hosts the only ones that it talks to
  public EgressClient(
      EgressProfile profile, NameResolver names, EgressLimits limits, EgressHosts hosts) {
    this(profile, names, limits, hosts, Optional.empty());
  }

  // Tests bring a trust store of their own; there is no way to switch verification off.
  EgressClient(
      EgressProfile profile,
      NameResolver names,
      EgressLimits limits,
      EgressHosts hosts,
      Optional<SSLContext> trust) {
    this.gate = new Gate(profile, hosts);
    this.limits = limits;
    this.http =
        Wire.client(new CheckedResolver(profile, names, hosts), limits, new HostTls(trust, hosts));
  }

  /// Sends a call and reads its answer, or says why not. Everything that is not a bug of the caller
  /// is an outcome, not an exception.
  public <T> Exchange<T> exchange(
      Call call, Destination destination, Credential credential, BodyReader<T> reader) {
    Optional<Refusal> refusal = gate.refuse(call, destination, credential);
    if (refusal.isPresent()) {
      return new Exchange.Refused<>(refusal.get());
    }
    Answer<T> answer = new Answer<>(reader, limits.bytes(), deadline(), false);
    Call next = call;
    for (int sent = 0; sent <= limits.redirects(); sent++) {
      switch (send(next, destination, credential, answer)) {
        case Step.Ended<T>(var exchange) -> {
          return exchange;
        }
        case Step.Redirected<T>(var location) -> {
          Optional<Call> allowed = redirected(next, location, destination, credential);
          if (allowed.isEmpty()) {
            return new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE);
          }
          next = allowed.get();
        }
      }
    }
    return new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE);
  }

  /// Why nothing may be sent to this place with this credential, or nothing if it may.
  Optional<Refusal> refusePlace(Origin origin, Credential credential) {
    return gate.refusePlace(origin, credential);
  }

  /// Sends a request whose place and content were checked, and reads its answer whatever its
  /// status.
  <T> Exchange<T> once(
      URI uri,
      HttpUriRequestBase request,
      Credential credential,
      BodyReader<T> reader,
      Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    Answer<T> answer = new Answer<>(reader, limits.bytes(), deadline, true);
    return switch (send(uri, request, credential, answer)) {
      case Step.Ended<T>(var exchange) -> exchange;
      case Step.Redirected<T> _ -> new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE);
    };
  }

  private long deadline() {
    return System.nanoTime() + limits.whole().toNanos();
  }

  private Optional<Call> redirected(
      Call from, URI location, Destination destination, Credential credential) {
    if (ReadPost.isOne(from)) {
      return Optional.empty();
    }
    return Links.within(destination, location, from.headers())
        .filter(call -> gate.refuse(call, destination, credential).isEmpty());
  }

  private <T> Step<T> send(
      Call call, Destination destination, Credential credential, Answer<T> answer) {
    URI uri = Wire.uri(destination, call);
    if (!ReadPost.isOne(call)) {
      return send(uri, new HttpUriRequestBase("GET", uri), call, credential, answer);
    }
    byte[] body = JsonFields.body(call.parameters(), credential.fields());
    try {
      return send(uri, ReadPost.request(uri, body), call, credential, answer);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private <T> Step<T> send(
      URI uri, HttpUriRequestBase request, Call call, Credential credential, Answer<T> answer) {
    call.headers().forEach(request::setHeader);
    return send(uri, request, credential, answer);
  }

  private <T> Step<T> send(
      URI uri, HttpUriRequestBase request, Credential credential, Answer<T> answer) {
    credential.write(request);
    request.setHeader("Accept-Encoding", "gzip");
    Future<?> alarm = deadlines.cancelAt(request, answer.deadlineNanos());
    try {
      return http.execute(request, response -> step(request, answer, uri, response));
    } catch (CheckedResolver.AddressRefused e) {
      return new Step.Ended<>(new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC));
    } catch (IOException e) {
      // The clock and not the alarm: it may still be at work when its effect is felt here.
      boolean tooLate = System.nanoTime() - answer.deadlineNanos() >= 0;
      return new Step.Ended<>(new Exchange.Failed<>(failure(e, tooLate)));
    } finally {
      alarm.cancel(false);
    }
  }

  // After an error the connection is cut at once: the client would otherwise read the rest of the
  // body, however long, to use the connection again.
  private static <T> Step<T> step(
      HttpUriRequestBase request, Answer<T> answer, URI uri, ClassicHttpResponse response)
      throws IOException {
    boolean whole = false;
    try {
      Step<T> step = answer.step(uri, response);
      whole = true;
      return step;
    } finally {
      if (!whole) {
        request.cancel();
      }
    }
  }

  private static Failure failure(IOException e, boolean tooLate) {
    if (tooLate) {
      return Failure.TIMED_OUT;
    }
    return switch (e) {
      case BoundedBody.TooLarge _ -> Failure.TOO_LARGE;
      case Answer.Malformed _, ZipException _ -> Failure.MALFORMED;
      case InterruptedIOException _ -> Failure.TIMED_OUT;
      case UnknownHostException _ -> Failure.NAME_NOT_RESOLVED;
      case SSLException _ -> Failure.NOT_TRUSTED;
      default -> Failure.UNREACHABLE;
    };
  }

  @Override
  public void close() {
    deadlines.close();
    http.close(CloseMode.IMMEDIATE);
  }
}
