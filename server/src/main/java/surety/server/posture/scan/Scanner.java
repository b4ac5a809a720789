package surety.server.posture.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Searches bytes, files and folders for needles, looking into compressed streams wherever one
/// could begin.
public final class Scanner {

  private static final int MAX_INFLATED = 64 << 20;
  private static final int MAX_DEPTH = 3;

  // By the first four bytes, and before that by the first two, so that most positions cost one look
  // into an array however many needles there are.
  private final Map<Integer, List<Needle>> byPrefix = new HashMap<>();
  private final boolean[] possible = new boolean[1 << 16];

  /// A scanner for these values.
  public Scanner(List<Needle> needles) {
    for (Needle needle : needles) {
      if (needle.bytes().length < 6) {
        throw new IllegalArgumentException("needle too short to mean anything: " + needle.form());
      }
      byPrefix.computeIfAbsent(prefix(needle.bytes(), 0), _ -> new ArrayList<>()).add(needle);
      possible[pair(needle.bytes(), 0)] = true;
    }
    for (int pair = 0; pair < possible.length; pair++) {
      possible[pair] |= startsStream(pair);
    }
  }

  /// Every regular file below a folder.
  public Set<String> folder(Path folder) throws IOException {
    Set<String> finds = new LinkedHashSet<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        finds.addAll(bytes(folder.relativize(file).toString(), Files.readAllBytes(file)));
      }
    }
    return finds;
  }

  /// What is found in these bytes, as readable lines that begin with `where`.
  public Set<String> bytes(String where, byte[] bytes) {
    Set<String> finds = new LinkedHashSet<>();
    search(where, bytes, 0, finds);
    return finds;
  }

  private void search(String where, byte[] bytes, int depth, Set<String> finds) {
    int pair = bytes.length == 0 ? 0 : bytes[0] & 0xff;
    for (int at = 0; at + 4 <= bytes.length; at++) {
      pair = (pair << 8 | bytes[at + 1] & 0xff) & 0xffff;
      if (possible[pair]) {
        look(where, bytes, at, depth, finds);
      }
    }
  }

  private void look(String where, byte[] bytes, int at, int depth, Set<String> finds) {
    List<Needle> here = byPrefix.get(prefix(bytes, at));
    if (here != null) {
      here.stream()
          .filter(needle -> matches(bytes, at, needle.bytes()))
          .forEach(needle -> finds.add(where + ": " + needle.what() + " (" + needle.form() + ")"));
    }
    if (depth < MAX_DEPTH && startsStream(pair(bytes, at))) {
      search(where + "@" + at, inflated(bytes, at), depth + 1, finds);
    }
  }

  // By the first two bytes; what only looks like a stream inflates to nothing.
  private static boolean startsStream(int pair) {
    // RFC 1950: deflate with a 32 KiB window, a header that is a multiple of 31, no dictionary.
    boolean zlib = pair >> 8 == 0x78 && pair % 31 == 0 && (pair & 0x20) == 0;
    return pair == 0x1f8b || zlib;
  }

  // As much as can be inflated; a place that only looks like a stream gives little or nothing.
  private static byte[] inflated(byte[] bytes, int at) {
    byte[] result = new byte[0];
    try (InputStream raw = new ByteArrayInputStream(bytes, at, bytes.length - at);
        InputStream in =
            (bytes[at] & 0xff) == 0x1f ? new GZIPInputStream(raw) : new InflaterInputStream(raw)) {
      byte[] chunk = new byte[8192];
      for (int read = in.read(chunk);
          read > 0 && result.length < MAX_INFLATED;
          read = in.read(chunk)) {
        int old = result.length;
        result = Arrays.copyOf(result, old + read);
        System.arraycopy(chunk, 0, result, old, read);
      }
    } catch (IOException e) {
      return result;
    }
    return result;
  }

  private static boolean matches(byte[] bytes, int at, byte[] needle) {
    return at + needle.length <= bytes.length
        && Arrays.equals(bytes, at, at + needle.length, needle, 0, needle.length);
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static int prefix(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }
}
