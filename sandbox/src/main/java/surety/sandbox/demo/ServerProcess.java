package surety.sandbox.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The server as a process of its own, started by the launcher as a user would start it.
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final Path data;
  private final int port;
  private final long startedNanos = System.nanoTime();
  private final CompletableFuture<StartTimes> times;

  private ServerProcess(Process process, Path data, int port, CompletableFuture<StartTimes> times) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.times = times;
  }

  /// Starts the server; it is not ready yet.
  ///
  /// @param launcher the script `surety`
  /// @param settings environment of the server
  /// @param lines hears each line that the server prints
  static ServerProcess start(
      Path launcher, Path data, int port, Map<String, String> settings, Consumer<String> lines)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "up").redirectErrorStream(true);
    builder.environment().put("SURETY_DATA", data.toString());
    builder.environment().put("SURETY_PORT", Integer.toString(port));
    builder.environment().putAll(settings);
    Process process = builder.start();
    var times = new CompletableFuture<StartTimes>();
    Consumer<String> heard =
        line -> {
          StartTimes.in(line).ifPresent(times::complete);
          lines.accept(line);
        };
    Thread.ofVirtual().start(() -> forward(process, heard));
    return new ServerProcess(process, data, port, times);
  }

  /// What the server said of its start. It says so about when it answers for the first time.
  ///
  /// @throws java.util.concurrent.CompletionException if it says nothing for ten seconds
  StartTimes times() {
    return times.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static void forward(Process process, Consumer<String> lines) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines);
    } catch (IOException | java.io.UncheckedIOException e) {
      lines.accept("(the server's output ended)");
    }
  }

  /// Waits until the server answers.
  ///
  /// @return how long it took since the start
  /// @throws IllegalStateException if it ends, or does not answer within `limit`
  Duration awaitReady(Duration limit) throws IOException, InterruptedException {
    while (System.nanoTime() - startedNanos < limit.toNanos()) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the server ended with code " + process.exitValue());
      }
      if (answers()) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("the server did not answer within " + limit.toSeconds() + " s");
  }

  private boolean answers() throws InterruptedException {
    if (!Files.exists(authority())) {
      return false;
    }
    try {
      return browser().open("/sign-in").status() == 200;
    } catch (IOException | GeneralSecurityException e) {
      return false; // not listening yet, or the certificate is being written
    }
  }

  /// A browser without cookies that trusts this server's certificate authority and nothing else.
  Browser browser() throws IOException, GeneralSecurityException {
    return new Browser(origin(), trust());
  }

  URI origin() {
    return URI.create("https://localhost:" + port);
  }

  /// The certificate of the server's own authority.
  Path authority() {
    return data.resolve("tls/ca.pem");
  }

  /// Where the server writes mail that it has no SMTP server for.
  Path mail() {
    return data.resolve("mail");
  }

  private SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(authority())) {
      Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("surety", certificate);
    }
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /// Resident memory of the server in MiB; -1 where `/proc` does not tell.
  long residentMiB() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1L);
    }
  }

  /// Waits for the end of the server.
  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /// Asks the server to end and waits until it has.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
