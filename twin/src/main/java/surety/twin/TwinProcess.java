package surety.twin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A twin in a process of its own, from the side of whoever started it.
///
/// It runs on the class path of this process, so what is proven to fail is what runs here. Not
/// thread-safe: one command at a time.
public final class TwinProcess implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  // The quick compiler alone: to optimize what a probe does a few times takes longer than it saves.
  private static final List<String> QUICKLY = List.of("-XX:TieredStopAtLevel=1");

  // Four times as often as usual must something run before it is optimized: what a server does all
  // day is worth it earlier than what a twin does for minutes.
  private static final List<String> FOR_MANY =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=160000");

  private final Process process;
  private final Path folder;
  private final BufferedReader answers;
  private final Writer commands;
  private final JsonNode ready;

  private TwinProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.ready = answer("ready");
  }

  /// Starts a twin for a few faults and waits until it serves.
  ///
  /// @param atStart a fault that is on from the start; none if empty
  /// @param log takes each line that the twin's server prints
  /// @throws FaultRefused if it does not start, for example because a fault fits nothing
  public static TwinProcess start(String atStart, Consumer<String> log) {
    return start(atStart, QUICKLY, log);
  }

  /// Starts a twin that every probe will attack again and again. It takes a third more processor
  /// time until each has run six times, and makes up for it after about twenty.
  static TwinProcess startForMany(Consumer<String> log) {
    return start("", FOR_MANY, log);
  }

  private static TwinProcess start(String atStart, List<String> options, Consumer<String> log) {
    try {
      TwinFolders.sweep();
      Path folder = TwinFolders.create();
      // PostgreSQL runs under another account when the caller is root, and must be able to pass.
      folder.toFile().setExecutable(true, false);
      try {
        ProcessBuilder builder = new ProcessBuilder(command(folder, atStart, options));
        TwinSettings.apply(builder.environment(), folder.resolve("data"));
        Process process = builder.start();
        Thread.ofVirtual().start(() -> forward(process, log));
        return started(process, folder);
      } catch (RuntimeException | IOException e) {
        TwinFolders.delete(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the twin could not be started", e);
    }
  }

  private static TwinProcess started(Process process, Path folder) {
    try {
      return new TwinProcess(process, folder);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Where the twin's pages are.
  public String origin() {
    return ready.path("origin").asString();
  }

  /// What the twin told when it was ready.
  JsonNode ready() {
    return ready;
  }

  /// The ids of all probes that the twin's server has.
  public List<String> probes() {
    List<String> ids = new ArrayList<>();
    ready.path("probes").forEach(id -> ids.add(id.asString()));
    return ids;
  }

  /// Switches a fault on; none may be on.
  public void on(String fault) {
    ask(Map.of("do", "on", "id", fault), "on");
  }

  /// Switches off what is on.
  ///
  /// @return how often a method that the fault replaces was reached; always 0 for faults that
  ///     replace none
  public long off() {
    return ask(Map.of("do", "off"), "off").path("reached").asLong();
  }

  /// Runs one probe.
  public JsonNode probe(String id) {
    return ask(Map.of("do", "probe", "id", id), "probe");
  }

  private JsonNode ask(Map<String, String> command, String expected) {
    try {
      commands.write(JSON.writeValueAsString(command) + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new FaultRefused("the twin ended", e);
    }
    return answer(expected);
  }

  private JsonNode answer(String expected) {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new FaultRefused("the twin ended; its output tells why");
      }
      JsonNode answer = JSON.readTree(line);
      if (!answer.has(expected)) {
        throw new FaultRefused(answer.path("refused").asString(line));
      }
      return answer.path(expected);
    } catch (IOException e) {
      throw new UncheckedIOException("the twin does not answer", e);
    }
  }

  private static List<String> command(Path folder, String atStart, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + agent(folder));
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx384m",
            // Standard output is for answers; a warning of the JVM is none.
            "-XX:+DisplayVMOutputToStderr",
            "-XX:+DisableAttachMechanism",
            "-Djdk.tls.rejectClientInitiatedRenegotiation=true",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            TwinMain.class.getName()));
    if (!atStart.isEmpty()) {
      command.add(atStart);
    }
    return command;
  }

  // The JVM takes an agent from a jar only; from a folder of classes, a jar that names it will do.
  private static Path agent(Path folder) throws IOException {
    Path place = FaultIndex.ownPlace();
    if (!Files.isDirectory(place)) {
      return place;
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
    Path jar = folder.resolve("agent.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private static void forward(Process process, Consumer<String> log) {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(log);
    } catch (IOException | UncheckedIOException e) {
      log.accept("(the twin's output ended)");
    }
  }

  /// Ends the twin and deletes its data.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      TwinFolders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the twin's data could not be deleted", e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
