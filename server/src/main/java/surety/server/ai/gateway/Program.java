package surety.server.ai.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import surety.server.ai.provider.Dialect;

/// The program that asked, as far as it is answered.
final class Program implements Recipient {

  private final HttpServletResponse response;
  private final Dialect dialect;

  Program(HttpServletResponse response, Dialect dialect) {
    this.response = response;
    this.dialect = dialect;
  }

  @Override
  public void whole(int status, Map<String, String> headers, byte[] body) throws Gone {
    headers.forEach(response::setHeader);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    send(body);
  }

  @Override
  public void beginStream(Map<String, String> headers, AtomicLong strays) {
    headers.forEach(response::setHeader);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("X-Accel-Buffering", "no");
    response.setHeader("Trailer", STRAYS);
    response.setTrailerFields(() -> Map.of(STRAYS, Long.toString(strays.get())));
  }

  @Override
  public void send(byte[] bytes) throws Gone {
    try {
      response.getOutputStream().write(bytes);
      response.flushBuffer();
    } catch (IOException e) {
      throw new Gone(e);
    }
  }

  private boolean isUnanswered() {
    return !response.isCommitted();
  }

  @Override
  public void fail(GatewayError error) throws Gone {
    if (isUnanswered()) {
      // The server's own headers, set before, stay.
      response.resetBuffer();
      error.retryAfter().ifPresent(wait -> retryAfter(wait.toSeconds()));
      if (error.kind() == GatewayError.Kind.PROVIDER
          || error.kind() == GatewayError.Kind.TIMED_OUT) {
        // The provider may charge for what it got; the providers' programs would ask again.
        response.setHeader("x-should-retry", "false");
      }
      byte[] body = ErrorFormat.body(dialect, error).getBytes(StandardCharsets.UTF_8);
      whole(error.kind().status, Map.of(), body);
    } else {
      send(ErrorFormat.event(dialect, error).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void retryAfter(long seconds) {
    response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
  }
}
