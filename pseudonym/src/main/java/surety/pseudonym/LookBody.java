package surety.pseudonym;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// The body of a request without its content encoding, with its media type.
///
/// @param mediaType in lower case, without parameters
/// @param bytes what the receiver reads
record LookBody(String mediaType, byte[] bytes) {
  private static final int MOST_INFLATED = 64 << 20;

  /// @throws LookRefused if the charset or the content encoding is none that can be read
  static LookBody of(Outgoing request, LookPolicy policy) {
    String type = request.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    String[] parts = type.split(";");
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace("\"", "").strip();
      if (!parameter.equals("charset=utf-8") && !parameter.isEmpty()) {
        throw LookRefused.because(Unproven.Reason.UNKNOWN_CONTENT_TYPE, "body");
      }
    }
    return new LookBody(parts[0].strip(), decoded(request, policy));
  }

  private static byte[] decoded(Outgoing request, LookPolicy policy) {
    String encoding =
        request.headers().getOrDefault("content-encoding", "identity").toLowerCase(Locale.ROOT);
    boolean mayInflate = policy.views().contains(LookView.COMPRESSED);
    return switch (encoding) {
      case "identity", "" -> request.body();
      case "gzip", "deflate" -> inflate(request.body(), encoding, mayInflate);
      default -> throw LookRefused.because(Unproven.Reason.UNKNOWN_CONTENT_TYPE, "body");
    };
  }

  private static byte[] inflate(byte[] body, String encoding, boolean mayInflate) {
    if (!mayInflate) {
      throw LookRefused.because(Unproven.Reason.UNKNOWN_CONTENT_TYPE, "body");
    }
    byte[] inflated;
    try (InputStream in =
        encoding.equals("gzip")
            ? new GZIPInputStream(new ByteArrayInputStream(body))
            : new InflaterInputStream(new ByteArrayInputStream(body))) {
      inflated = in.readNBytes(MOST_INFLATED + 1);
    } catch (IOException e) {
      throw LookRefused.because(Unproven.Reason.UNREADABLE_BODY, "body/compressed");
    }
    if (inflated.length > MOST_INFLATED) {
      throw LookRefused.because(Unproven.Reason.TOO_LARGE, "body/compressed");
    }
    return inflated;
  }
}
