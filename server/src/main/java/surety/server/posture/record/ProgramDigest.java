package surety.server.posture.record;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import surety.translog.Hash;

/// The digest of the program: the SHA-256 over the names and digests of all jars and folders that
/// the server's classes come from.
///
/// A twin is the same program with one jar more, in which the fault switches are. That jar is left
/// out here: it is named by a digest of its own wherever a twin ran.
final class ProgramDigest {

  private static final String TWIN_MARK = "surety/twin/";
  private static final int BUFFER = 1 << 16;

  private ProgramDigest() {}

  /// @param anchor a class of the server
  static Hash of(Class<?> anchor) {
    try {
      Path source = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<Path> parts = Files.isDirectory(source) ? classPath() : withManifest(source);
      return of(parts);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's files cannot be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a code source is no URI", e);
    }
  }

  private static Hash of(List<Path> parts) throws IOException {
    // Sorted and without folders, so that the order and the place of the parts do not matter.
    var digests = new TreeMap<String, String>();
    for (Path part : parts) {
      if (Files.isDirectory(part)) {
        addFolder(part, digests);
      } else if (Files.exists(part) && !isTwin(part)) {
        digests.put(part.getFileName() + " " + hex(part), "");
      }
    }
    MessageDigest whole = sha256();
    digests.forEach(
        (name, digest) ->
            whole.update((name + " " + digest + "\n").getBytes(StandardCharsets.UTF_8)));
    return Hash.fromBytes(whole.digest());
  }

  private static void addFolder(Path folder, Map<String, String> digests) throws IOException {
    if (Files.isDirectory(folder.resolve(TWIN_MARK))) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        digests.put(folder.relativize(file).toString(), hex(file));
      }
    }
  }

  private static List<Path> classPath() throws IOException {
    List<Path> parts = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      parts.addAll(withManifest(Path.of(part)));
    }
    return parts;
  }

  // A jar may name others beside it that belong to it.
  private static List<Path> withManifest(Path part) throws IOException {
    List<Path> parts = new ArrayList<>(List.of(part));
    if (!Files.isRegularFile(part)) {
      return parts;
    }
    try (JarFile jar = new JarFile(part.toFile())) {
      Manifest manifest = jar.getManifest();
      String others =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (others != null) {
        Path absolute = part.toAbsolutePath();
        Arrays.stream(others.split(" ")).map(absolute::resolveSibling).forEach(parts::add);
      }
    }
    return parts;
  }

  private static boolean isTwin(Path part) throws IOException {
    try (JarFile jar = new JarFile(part.toFile())) {
      return jar.stream().anyMatch(entry -> entry.getName().startsWith(TWIN_MARK));
    }
  }

  private static String hex(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[BUFFER];
      while (in.read(buffer) >= 0) {
        // The digest sees what is read.
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
