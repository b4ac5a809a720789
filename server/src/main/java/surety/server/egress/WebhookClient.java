package surety.server.egress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/// Posts lines of a workspace's log to one [Receiver].
///
/// It follows no redirect, keeps no cookies, uses no proxy, never tries again by itself, and throws
/// away what the receiver writes back. For one thread at a time.
public final class WebhookClient implements AutoCloseable {

  private static final Wire.Pool POOL = new Wire.Pool(1, 1);

  private final Receiver receiver;
  private final EgressLimits limits;
  private final Deadlines deadlines;
  private final CloseableHttpClient http;

  WebhookClient(
      Receiver receiver,
      CheckedResolver resolver,
      HostTls tls,
      EgressLimits limits,
      Deadlines deadlines) {
    this.receiver = receiver;
    this.limits = limits;
    this.deadlines = deadlines;
    this.http = Wire.client(resolver, limits, tls, POOL);
  }

  /// Posts a body.
  ///
  /// @param path with a query if there is one
  /// @param headers the content type among them
  /// @return answered if the status is one from 200 to 299
  public Exchange<Boolean> post(String path, Map<String, String> headers, byte[] body) {
    Optional<Refusal> refusal = refuse(path, headers);
    if (refusal.isPresent()) {
      return new Exchange.Refused<>(refusal.get());
    }
    URI uri = URI.create(receiver.place() + path);
    var request = new HttpUriRequestBase("POST", uri);
    headers.forEach(request::setHeader);
    request.setHeader("Accept-Encoding", "identity");
    request.setEntity(new ByteArrayEntity(body, null));
    return send(uri, request);
  }

  private static Optional<Refusal> refuse(String path, Map<String, String> headers) {
    if (!Receiver.isPath(path)) {
      return Optional.of(Refusal.PATH_NOT_DECLARED);
    }
    boolean forbidden =
        headers.entrySet().stream()
            .anyMatch(
                header ->
                    !header.getKey().equals("content-type")
                            && ForbiddenNames.isForbiddenHeader(header.getKey())
                        || ForbiddenNames.isForbiddenHeaderValue(header.getValue()));
    return forbidden ? Optional.of(Refusal.HEADER_FORBIDDEN) : Optional.empty();
  }

  private Exchange<Boolean> send(URI uri, HttpUriRequestBase request) {
    long deadline = System.nanoTime() + limits.whole().toNanos();
    var answer = new Answer<>(_ -> true, limits.bytes(), deadline, false);
    Future<?> alarm = deadlines.cancelAt(request, deadline);
    try {
      Step<Boolean> step = http.execute(request, response -> step(uri, request, answer, response));
      return switch (step) {
        case Step.Ended<Boolean>(var exchange) -> exchange;
        case Step.Redirected<Boolean> _ -> new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE);
      };
    } catch (CheckedResolver.AddressRefused e) {
      return new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC);
    } catch (IOException e) {
      boolean late = System.nanoTime() - deadline >= 0;
      return new Exchange.Failed<>(late ? Failure.TIMED_OUT : failure(e));
    } finally {
      alarm.cancel(false);
    }
  }

  // An answer that goes on and on is cut off; the client would read it to its end.
  private static Step<Boolean> step(
      URI uri, HttpUriRequestBase request, Answer<Boolean> answer, ClassicHttpResponse response)
      throws IOException {
    boolean whole = false;
    try {
      Step<Boolean> step = answer.step(uri, response);
      whole = true;
      return step;
    } finally {
      if (!whole) {
        request.cancel();
      }
    }
  }

  static Failure failure(IOException e) {
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
    http.close(CloseMode.IMMEDIATE);
  }
}
