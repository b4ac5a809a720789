package surety.clients;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client from npm, in a process of its own.
///
/// The packages are pinned by a lock file and installed once for each state of it, under `.cache`
/// of
/// the clone.
final class NodeSdk implements Sdk, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", ".npmrc", "lines.mjs");

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  /// Starts a script of `src/test/node`.
  NodeSdk(String script, Trust trust) throws IOException, InterruptedException {
    Path folder = installed();
    Files.copy(
        SOURCES.resolve(script), folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
    ProcessBuilder node =
        new ProcessBuilder("node", script)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    trust.authority().ifPresent(file -> node.environment().put("NODE_EXTRA_CA_CERTS", file));
    process = node.start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  private static synchronized Path installed() throws IOException, InterruptedException {
    byte[] lock = Files.readAllBytes(SOURCES.resolve("package-lock.json"));
    Path folder = Path.of("..", ".cache", "clients-" + digest(lock)).toAbsolutePath().normalize();
    Files.createDirectories(folder);
    for (String file : FILES) {
      Files.copy(SOURCES.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(folder.resolve("installed"))) {
      npm(folder);
      Files.writeString(folder.resolve("installed"), "");
    }
    return folder;
  }

  private static void npm(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci", "--loglevel=error")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IOException("npm could not install the clients: " + Files.readString(log));
    }
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public JsonNode run(Ask ask) {
    try {
      in.write(JSON.writeValueAsString(ask));
      in.newLine();
      in.flush();
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("the client's process ended");
      }
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    process.destroy();
  }
}
