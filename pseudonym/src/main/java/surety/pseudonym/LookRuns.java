package surety.pseudonym;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Decodes the long runs of a text: base64 in four alignments, hexadecimal digits, and what is
/// compressed in them. What decodes to text is told from what decodes to noise, in which only long
/// names are looked for.
final class LookRuns {
  private static final int MOST_INFLATED = 32 << 20;
  private static final int ALIGNMENTS = 4;
  private static final int GZIP_0 = 0x1F;
  private static final int GZIP_1 = 0x8B;
  private static final int ZLIB_0 = 0x78;

  private final LookPolicy policy;
  private final String view;
  private final LookText text = new LookText(0);
  private final LookText noise = new LookText(0);
  private final LookText hex = new LookText(0);
  private final LookText compressed = new LookText(0);

  LookRuns(LookPolicy policy, String view) {
    this.policy = policy;
    this.view = view;
  }

  LookText text() {
    return text;
  }

  LookText noise() {
    return noise;
  }

  LookText hex() {
    return hex;
  }

  LookText compressed() {
    return compressed;
  }

  /// Decodes every run of at least [LookSigns#RUN] characters.
  ///
  /// @param blocks where the blocks begin in which a run gets so long
  void read(byte[] source, int length, int[] blocks) {
    int at = 0;
    for (int block : blocks) {
      at = Math.max(at, block - LookSigns.RUN + 1);
      at = read(source, at, Math.min(length, block + LookSkeleton.BLOCK), length);
    }
  }

  /// Decodes the runs that get long enough before `end`, and gives the place behind the last.
  private int read(byte[] source, int from, int end, int length) {
    int at = from;
    while (at + LookSigns.RUN <= end) {
      int last = at + LookSigns.RUN - 1;
      while (last >= at && LookBase64.isInRun(source[last])) {
        last--;
      }
      if (last >= at) {
        // No run of that length can begin before what is in none.
        at = last + 1;
        continue;
      }
      int runEnd = LookBase64.runEnd(source, at, length);
      run(source, at, runEnd);
      at = runEnd;
    }
    return at;
  }

  private void run(byte[] source, int from, int to) {
    if (LookBase64.isUuid(source, from, to)) {
      return;
    }
    if (policy.views().contains(LookView.HEX) && LookBase64.isHex(source, from, to)) {
      byte[] bytes = LookBase64.decodeHex(source, from, to);
      LookBase64.addText(bytes, hex);
      inflate(bytes);
    }
    if (policy.views().contains(LookView.BASE64)) {
      base64(source, from, to);
    }
  }

  private void base64(byte[] source, int from, int to) {
    for (int skip = 0; skip < ALIGNMENTS; skip++) {
      byte[] bytes = LookBase64.decode(source, from, to, skip);
      if (skip == 0 && LookAttachments.isAllowed(bytes, policy, view)) {
        return;
      }
      inflate(bytes);
      if (!LookBase64.addText(bytes, text)) {
        noise.addUtf8(bytes, 0, bytes.length);
        noise.add((byte) -1);
      }
    }
  }

  private void inflate(byte[] bytes) {
    if (bytes.length < 4 || !policy.views().contains(LookView.COMPRESSED)) {
      return;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean gzip = first == GZIP_0 && second == GZIP_1 && bytes[2] == 8;
    boolean zlib = first == ZLIB_0 && (first << 8 | second) % 31 == 0;
    if (gzip || zlib) {
      inflate(bytes, gzip);
    }
  }

  private void inflate(byte[] bytes, boolean gzip) {
    byte[] inflated;
    try (InputStream in =
        gzip
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      inflated = in.readNBytes(MOST_INFLATED + 1);
    } catch (IOException e) {
      if (gzip) {
        throw LookRefused.because(Unproven.Reason.UNREADABLE_BODY, view + "/compressed");
      }
      // Two bytes make a zlib header by chance once in 8,000; then the bytes are no text either.
      return;
    }
    if (inflated.length > MOST_INFLATED) {
      throw LookRefused.because(Unproven.Reason.TOO_LARGE, view + "/compressed");
    }
    compressed.addUtf8(inflated, 0, inflated.length);
    compressed.part();
  }
}
