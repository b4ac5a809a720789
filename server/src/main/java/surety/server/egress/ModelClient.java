package surety.server.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import surety.pseudonym.ProvenBody;

/// Sends requests to model providers: the only door through which what members or programs wrote
/// leaves, and it takes no body but one that was proven to hold no known name.
///
/// It keeps no cookies, uses no proxy and follows no redirect. A request that could not be sent at
/// all, because no connection was made, is tried once more; one that may have arrived never is,
/// because the provider charges for it. Safe for use by many threads; each call blocks its own.
public final class ModelClient implements AutoCloseable {

  /// The bounds of the product: 5 s to connect, 5 minutes of silence, 15 minutes and 64 MiB in all.
  public static final EgressLimits LIMITS =
      new EgressLimits(
          Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(15), 64L << 20, 0);

  private static final int TRIES = 2;
  private static final Wire.Pool POOL = new Wire.Pool(2_048, 1_024);

  private final Gate gate;
  private final EgressLimits limits;
  private final CloseableHttpClient http;
  private final Deadlines deadlines = new Deadlines();

  /// A client that trusts the certificates that this Java installation trusts.
  ///
  /// @param hosts the only ones that it talks to
  public ModelClient(
      EgressProfile profile, NameResolver names, EgressLimits limits, EgressHosts hosts) {
    this.gate = new Gate(profile, hosts);
    this.limits = limits;
    this.http =
        Wire.client(
            new CheckedResolver(profile, names, hosts),
            limits,
            new HostTls(Optional.<SSLContext>empty(), hosts),
            POOL);
  }

  /// Sends a proven request and has its answer read while it arrives.
  ///
  /// @param method `POST`, or `GET` for a request without a body
  /// @param credential bound to the host; the only headers that the proof does not cover
  /// @param cancel ends the request from another thread
  public <T> ModelExchange<T> send(
      String method,
      ProvenBody request,
      ModelHost host,
      Credential credential,
      ModelCancel cancel,
      ModelAnswer.Reader<T> reader) {
    Optional<Refusal> refusal =
        gate.refusePlace(host.origin(), credential)
            .or(() -> host.refuse(method, request.path()))
            .or(() -> refuseHeaders(request));
    if (refusal.isPresent()) {
      return new ModelExchange.Refused<>(refusal.get());
    }
    byte[] body = request.take();
    ModelExchange<T> exchange = new ModelExchange.Failed<>(Failure.UNREACHABLE, false);
    for (int tries = 0; tries < TRIES; tries++) {
      HttpUriRequestBase http = request(method, request, host, credential, body);
      cancel.begins(http);
      exchange = exchange(http, reader);
      boolean again = exchange instanceof ModelExchange.Failed<T> failed && !failed.charged();
      if (!again || cancel.isCancelled()) {
        return exchange;
      }
    }
    return exchange;
  }

  private static Optional<Refusal> refuseHeaders(ProvenBody request) {
    boolean forbidden =
        request.headers().entrySet().stream()
            .filter(header -> !header.getKey().equals("content-type"))
            .anyMatch(
                header ->
                    ForbiddenNames.isForbiddenHeader(header.getKey())
                        || ForbiddenNames.isForbiddenHeaderValue(header.getValue()));
    return forbidden ? Optional.of(Refusal.HEADER_FORBIDDEN) : Optional.empty();
  }

  private static HttpUriRequestBase request(
      String method, ProvenBody request, ModelHost host, Credential credential, byte[] body) {
    var http = new HttpUriRequestBase(method, URI.create(host.origin() + request.path()));
    request.headers().forEach(http::setHeader);
    credential.write(http);
    http.setHeader("Accept-Encoding", "identity");
    if (method.equals("POST")) {
      // The content type is among the headers that were looked at.
      http.setEntity(new ByteArrayEntity(body, null));
    }
    return http;
  }

  private <T> ModelExchange<T> exchange(HttpUriRequestBase request, ModelAnswer.Reader<T> reader) {
    long deadline = System.nanoTime() + limits.whole().toNanos();
    Future<?> alarm = deadlines.cancelAt(request, deadline);
    try {
      return http.execute(
          request,
          response -> new ModelExchange.Answered<>(answer(request, response, reader, deadline)));
    } catch (CheckedResolver.AddressRefused e) {
      return new ModelExchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC);
    } catch (IOException e) {
      boolean late = System.nanoTime() - deadline >= 0;
      return new ModelExchange.Failed<>(late ? Failure.TIMED_OUT : failure(e), !neverSent(e));
    } finally {
      alarm.cancel(false);
    }
  }

  // Unless the answer was read to its end, the connection is cut: the provider is to stop.
  private <T> T answer(
      HttpUriRequestBase request,
      ClassicHttpResponse response,
      ModelAnswer.Reader<T> reader,
      long deadline)
      throws IOException {
    boolean whole = false;
    try {
      InputStream content =
          response.getEntity() == null
              ? InputStream.nullInputStream()
              : response.getEntity().getContent();
      BoundedBody body = new BoundedBody(content, limits.bytes(), deadline);
      T read = reader.read(new ModelAnswer(response.getCode(), kept(response), body));
      body.drain();
      whole = true;
      return read;
    } finally {
      if (!whole) {
        request.cancel();
      }
    }
  }

  private static Map<String, String> kept(ClassicHttpResponse response) {
    Map<String, String> kept = new HashMap<>();
    for (Header header : response.getHeaders()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (isKept(name) && header.getValue() != null) {
        kept.put(name, header.getValue());
      }
    }
    return kept;
  }

  private static boolean isKept(String name) {
    return AnswerHeaders.isKept(name)
        || name.equals("content-type")
        || name.equals("content-encoding")
        || name.equals("request-id")
        || name.equals("x-request-id")
        || name.startsWith("anthropic-ratelimit");
  }

  // Only where it is certain that not a byte of the request arrived.
  private static boolean neverSent(IOException e) {
    return e instanceof ConnectException
        || e instanceof ConnectTimeoutException
        || e instanceof NoRouteToHostException
        || e instanceof UnknownHostException;
  }

  private static Failure failure(IOException e) {
    return switch (e) {
      case BoundedBody.TooLarge _ -> Failure.TOO_LARGE;
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
