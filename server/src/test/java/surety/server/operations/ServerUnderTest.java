package surety.server.operations;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import surety.sandbox.SandboxServer;
import surety.sandbox.Tokens;
import surety.sandbox.demo.Browser;

/// The server in a process of its own, with its own durable PostgreSQL, connected to a sandbox. All
/// that it writes is below one folder, its temporary files and its log included.
public final class ServerUnderTest implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final Process process;

  private ServerUnderTest(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /// Starts a server and waits until it answers.
  public static ServerUnderTest start(Path folder, SandboxServer sandbox)
      throws IOException, GeneralSecurityException, InterruptedException {
    folder.toFile().setExecutable(true, false); // PostgreSQL may run under another account
    Files.createDirectories(folder.resolve("tmp"));
    Files.createDirectories(folder.resolve("log"));
    int port = freePort();
    ServerUnderTest server = new ServerUnderTest(folder, port, process(folder, port, sandbox));
    server.awaitAnswer();
    return server;
  }

  /// Where PostgreSQL's programs are unpacked, once for all tests.
  public static Path binaries() {
    return PostgresBinaries.sharedCache();
  }

  private static Process process(Path folder, int port, SandboxServer sandbox) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx300m",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-cp",
            productClassPath(),
            "surety.server.SuretyApplication");
    builder.environment().put("SURETY_DATA", folder.resolve("data").toString());
    builder.environment().put("SURETY_PORT", Integer.toString(port));
    builder.environment().put("SURETY_HTTP_PORT", "-1");
    builder.environment().put("SURETY_POSTURE_PROBES", "off");
    builder.environment().put("SURETY_SANDBOX_URL", "http://127.0.0.1:" + sandbox.port());
    builder.environment().put("SURETY_OAUTH_XERO_ID", Tokens.APP_ID);
    builder.environment().put("SURETY_OAUTH_XERO_SECRET", Tokens.APP_SECRET);
    builder
        .environment()
        .put("SURETY_DATABASE_BINARIES", PostgresBinaries.sharedCache().toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log/server.log").toFile())
        .start();
  }

  // Without the tests themselves: the server would take their components for its own.
  private static String productClassPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String self = ServerUnderTest.class.getName().replace('.', '/') + ".class";
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !Files.exists(Path.of(entry, self)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// A client without cookies.
  public Browser browser() throws IOException, GeneralSecurityException {
    return new Browser(origin(), trust());
  }

  /// Where the server is.
  public URI origin() {
    return URI.create("https://localhost:" + port);
  }

  /// Where the server writes its mail.
  public Path mail() {
    return folder.resolve("data/mail");
  }

  private void awaitAnswer() throws IOException, InterruptedException, GeneralSecurityException {
    for (int i = 0; i < 1_200; i++) {
      if (!process.isAlive()) {
        throw new AssertionError(Files.readString(folder.resolve("log/server.log")));
      }
      if (answers()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the server did not start within two minutes");
  }

  private boolean answers() throws InterruptedException {
    if (!Files.exists(authority())) {
      return false;
    }
    try {
      browser().open("/sign-in").ok();
      return true;
    } catch (IOException | GeneralSecurityException e) {
      return false; // not listening yet, or the certificate is being written
    }
  }

  private Path authority() {
    return folder.resolve("data/tls/ca.pem");
  }

  private SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(authority())) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /// Ends the server by `kill -9` and waits until its database has noticed and stopped.
  public void kill()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Path pid = folder.resolve("data/postgres/cluster/postmaster.pid");
    var postmaster =
        Files.exists(pid)
            ? ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().trim()))
            : java.util.Optional.<ProcessHandle>empty();
    process.destroyForcibly().waitFor();
    if (postmaster.isPresent()) {
      postmaster.get().onExit().get(60, TimeUnit.SECONDS);
    }
  }

  /// Asks the server to stop and waits until it has.
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
