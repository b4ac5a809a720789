package surety.sandbox.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import tools.jackson.databind.json.JsonMapper;

/// `./surety demo`: a made-up firm's systems, the server, and a workspace that is connected to
/// them.
@Command(
    name = "surety demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the server with a made-up firm already connected, so that the first page shows"
          + " figures.",
      "Its data is kept apart from that of 'surety up'."
    })
public final class Demo implements Callable<Integer> {

  static final String EMAIL = "owner@nordlys-studio.example";
  private static final String WORKSPACE = "Nordlys Studio";
  private static final long SEED = 7;

  private final Path home = Path.of(System.getProperty("surety.home", ".")).toAbsolutePath();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where the demo keeps its data (default: ${DEFAULT-VALUE})",
      defaultValue = "data-demo")
  private Path data = Path.of("data-demo");

  @Option(
      names = "--port",
      description = "port for https (default: ${DEFAULT-VALUE})",
      defaultValue = "8443")
  private int port;

  @Option(
      names = "--http-port",
      description = "port that redirects to https (default: ${DEFAULT-VALUE})",
      defaultValue = "8080")
  private int httpPort;

  @Option(
      names = "--check",
      description = {
        "walk the whole path on free ports with a throw-away data folder, print a JSON summary"
            + " with",
        "timings, and exit with 0 only if every step held"
      })
  private boolean check;

  @Option(
      names = "--then",
      paramLabel = "COMMAND",
      description =
          "with --check: run this while the server still runs; it finds the server in SURETY_URL"
              + " etc.")
  private @Nullable Path then;

  /// Runs the demo until it is interrupted, or the check until it has passed or failed.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Demo()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
    return check ? check() : demo();
  }

  private int demo() throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = home.resolve(data);
    Files.createDirectories(folder);
    // Written when all is made: after a start that was cut off, the next one makes it.
    Path made = folder.resolve("made");
    boolean first = !Files.exists(made);
    int sandboxPort = keptPort(folder.resolve("sandbox.port"));
    try (SandboxServer sandbox = sandbox(sandboxPort);
        ServerProcess server = server(folder, port, httpPort, sandbox)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      sandbox.warmUp(); // while the server starts: a vendor's servers are never cold
      server.awaitReady(Duration.ofMinutes(5));
      String key = "";
      if (first) {
        Browser browser = server.browser();
        Walk walk = new Walk(browser, new Mailbox(server.mail()));
        walk.signIn(EMAIL);
        String workspace = walk.createWorkspace(WORKSPACE, "EUR");
        walk.connectProductive(workspace, sandbox);
        walk.exchangeRates(workspace, firm());
        key = new AnalysisWalk(browser, walk).setUp(workspace);
        Files.writeString(made, workspace);
      }
      welcome(server, key);
      return server.waitFor();
    }
  }

  // The key is shown this once: the server keeps no more of it than a digest.
  private static void welcome(ServerProcess server, String key) {
    System.out.printf(
        """

        Surety is ready, %.1f s after it was told to start.
          Open     %s/sign-in
          Sign in  as %s (the owner of %s)
          Link     appears here when you ask for it; open it in the same browser
          Trust    %s is this server's own certificate authority
          Models   Analysis in the menu; a stand-in answers, no model runs
        """,
        millisSinceStart() / 1000.0, server.origin(), EMAIL, WORKSPACE, server.authority());
    if (!key.isEmpty()) {
      System.out.printf(
          """
            Gateway  ask as a program would; the name in it does not leave this server:

          curl --cacert '%s' %s/ai/openai/v1/chat/completions \\
            -H 'Authorization: Bearer %s' \\
            -H 'Content-Type: application/json' \\
            -d '%s'

          """,
          server.authority(), server.origin(), key, AnalysisWalk.PROGRAMS_QUESTION);
    }
    System.out.println("Stop with Ctrl-C.");
    System.out.println();
  }

  private static long millisSinceStart() {
    return ManagementFactory.getRuntimeMXBean().getUptime();
  }

  private int check() throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("surety-check-");
    // PostgreSQL runs under another account when the caller is root, and must be able to pass.
    folder.toFile().setExecutable(true, false);
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("ok", false);
    int checkPort = freePort();
    int checkHttpPort = freePort();
    try (SandboxServer sandbox = sandbox(0)) {
      try (ServerProcess server = server(data(folder), checkPort, checkHttpPort, sandbox)) {
        sandbox.warmUp();
        summary.put("server ready, ms", server.awaitReady(Duration.ofMinutes(5)).toMillis());
        summary.put("server start, ms", server.times().summary());
        walk(server, sandbox, checkHttpPort, folder, summary);
      }
      try (ServerProcess server = server(data(folder), checkPort, checkHttpPort, sandbox)) {
        server.awaitReady(Duration.ofMinutes(1));
        summary.put("server start on kept data, ms", server.times().summary());
      }
    } catch (IllegalStateException e) {
      summary.put("failed", String.valueOf(e.getMessage()));
    } finally {
      System.out.println(
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(summary));
      delete(folder);
    }
    return Boolean.TRUE.equals(summary.get("ok")) ? 0 : 1;
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  private void walk(
      ServerProcess server,
      SandboxServer sandbox,
      int checkHttpPort,
      Path folder,
      Map<String, Object> summary)
      throws IOException, InterruptedException, GeneralSecurityException {
    Browser browser = server.browser();
    Walk walk = new Walk(browser, new Mailbox(server.mail()));
    summary.put("steps, ms", walk.millis());
    String before = sandbox.datasetHash();
    walk.signIn(EMAIL);
    String workspace = walk.createWorkspace(WORKSPACE, "EUR");
    walk.connectProductive(workspace, sandbox);
    walk.exchangeRates(workspace, firm());
    AnalysisWalk models = new AnalysisWalk(browser, walk);
    String key = models.setUp(workspace);
    summary.put("demo ready, ms", millisSinceStart());
    walk.dashboard(workspace);
    walk.dashboardAgain(workspace);
    models.analysis(workspace, firm());
    models.program(key);
    summary.put("audit entries on the first page", walk.auditTrail(workspace));
    walk.lookAround(workspace);
    summary.put("requests at the vendor", sandbox.requests().size());
    boolean unchanged = before.equals(sandbox.datasetHash());
    summary.put("vendor's data unchanged", unchanged);
    summary.put("server memory, MiB", server.residentMiB());
    int judged =
        then == null ? 0 : Judge.run(then, server, browser, walk, checkHttpPort, workspace, folder);
    summary.put("ok", unchanged && judged == 0);
  }

  private ServerProcess server(Path folder, int https, int http, SandboxServer sandbox)
      throws IOException {
    Map<String, String> settings =
        Map.of(
            "SURETY_HTTP_PORT",
            Integer.toString(http),
            "SURETY_SANDBOX_URL",
            "http://127.0.0.1:" + sandbox.port(),
            "SURETY_POSTURE_PROBES",
            check ? "off" : "on");
    return ServerProcess.start(
        home.resolve("surety"),
        folder,
        https,
        settings,
        line -> (check ? System.err : System.out).println(line));
  }

  private static SandboxServer sandbox(int port) throws IOException {
    return SandboxServer.start(SandboxOptions.of(firm()).withPort(port));
  }

  private static Firm firm() {
    return Firm.generate(SEED, LocalDate.now(ZoneOffset.UTC));
  }

  // The address of the stand-ins is kept with the connection, so it must be the same at each start.
  private static int keptPort(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, Integer.toString(freePort()));
    }
    return Integer.parseInt(Files.readString(file));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
