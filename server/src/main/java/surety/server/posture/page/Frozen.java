package surety.server.posture.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// A finished answer: bytes that are only copied out, whoever asks and how often.
final class Frozen {

  private final String type;
  private final byte[] plain;
  private final byte[] zipped;
  private final String tag;

  /// @param type the media type
  Frozen(String type, String text) {
    this.type = type;
    this.plain = text.getBytes(StandardCharsets.UTF_8);
    this.zipped = zip(plain);
    this.tag = '"' + digest(plain).substring(0, 32) + '"';
  }

  static Frozen html(String text) {
    return new Frozen("text/html;charset=UTF-8", text);
  }

  static Frozen json(String text) {
    return new Frozen("application/json", text);
  }

  /// Whether there is nothing to hand out.
  boolean isEmpty() {
    return plain.length == 0;
  }

  String type() {
    return type;
  }

  /// The entity tag, with its quotation marks.
  String tag() {
    return tag;
  }

  byte[] bytes(boolean compressed) {
    return compressed ? zipped : plain;
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to write", e);
    }
    return out.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
