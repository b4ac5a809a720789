package surety.server.posture.twin;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import surety.translog.Hash;

/// The twin's jar, run as a process on this server's own class path.
final class TwinProgram {

  private static final String MAIN = "surety.twin.TwinRun";

  private final Path jar;

  TwinProgram(Path jar) {
    this.jar = jar;
  }

  boolean isThere() {
    return Files.isRegularFile(jar);
  }

  /// The SHA-256 of the jar: the whole of what the twin has more than the server.
  Hash digest() {
    try (InputStream in = Files.newInputStream(jar)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
      return Hash.fromBytes(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("the twin's jar cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  /// Runs probes against faults; the whole takes minutes and most of the machine's idle time.
  ///
  /// @param part which probes and faults
  /// @param line is told each line of the report ([TwinReport])
  void run(TwinPart part, Consumer<String> line) {
    try {
      Process process = new ProcessBuilder(command(part)).redirectError(discarded()).start();
      Thread stop = new Thread(process::destroy);
      Runtime.getRuntime().addShutdownHook(stop);
      try (BufferedReader report = process.inputReader(StandardCharsets.UTF_8)) {
        report.lines().forEach(line);
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the twin could not be started", e);
    }
  }

  // It says in its report what went wrong; the log of a server that is broken on purpose would
  // only alarm.
  private static ProcessBuilder.Redirect discarded() {
    return ProcessBuilder.Redirect.DISCARD;
  }

  private List<String> command(TwinPart part) {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(
        List.of("-cp", jar + File.pathSeparator + System.getProperty("java.class.path")));
    command.add(MAIN);
    command.addAll(part.options());
    return command;
  }
}
