package surety.server.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/// Reads what a host answers, within bounds.
///
/// @param errorsToo whether the body of an answer that declines is read as well
record Answer<T>(BodyReader<T> reader, long bytes, long deadlineNanos, boolean errorsToo) {

  private static final long DECLINED_BYTES = 64L << 10;

  Step<T> step(URI asked, ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    if (status >= 200 && status < 300 || errorsToo && !isRedirect(status)) {
      return new Step.Ended<>(new Exchange.Answered<>(status, kept(response), body(response)));
    }
    drain(response);
    return isRedirect(status)
        ? redirect(asked, response)
        : new Step.Ended<>(new Exchange.Declined<>(status, kept(response)));
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private Step<T> redirect(URI asked, ClassicHttpResponse response) {
    Optional<URI> location =
        Optional.ofNullable(response.getFirstHeader("Location"))
            .map(Header::getValue)
            .flatMap(Links::parse)
            .map(asked::resolve);
    return location.isPresent()
        ? new Step.Redirected<>(location.get())
        : new Step.Ended<>(new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE));
  }

  private T body(ClassicHttpResponse response) throws IOException {
    BoundedBody body = new BoundedBody(decoded(response.getEntity()), bytes, deadlineNanos);
    try {
      T read = reader.read(body);
      body.drain();
      return read;
    } catch (IOException e) {
      throw body.broken().orElseGet(() -> new Malformed(e));
    }
  }

  private void drain(ClassicHttpResponse response) throws IOException {
    if (response.getEntity() != null) {
      new BoundedBody(response.getEntity().getContent(), DECLINED_BYTES, deadlineNanos).drain();
    }
  }

  private static InputStream decoded(HttpEntity entity) throws IOException {
    if (entity == null) {
      return InputStream.nullInputStream();
    }
    String encoding = entity.getContentEncoding();
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return entity.getContent();
    }
    if (encoding.equalsIgnoreCase("gzip")) {
      return new GZIPInputStream(entity.getContent(), 1 << 14);
    }
    throw new Malformed(new IOException("unexpected content encoding"));
  }

  private static AnswerHeaders kept(ClassicHttpResponse response) {
    Map<String, String> kept = new HashMap<>();
    for (Header header : response.getHeaders()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (AnswerHeaders.isKept(name) && header.getValue() != null) {
        kept.put(name, header.getValue());
      }
    }
    return new AnswerHeaders(kept);
  }

  /// The body arrived and is not what the reader expected.
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(IOException cause) {
      super("the answer could not be read", cause);
    }
  }
}
