package surety.server.vault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import surety.envelope.RootKeyFile;
import surety.server.operations.DatabaseLogin;
import surety.server.operations.TestPostgres;

/// A server process of its own that moves credentials to the current root key of a file and reports
/// each transaction, until it is killed.
final class RewrapProcess {

  private final Process process;
  private final BufferedReader output;

  private RewrapProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static RewrapProcess start(TestPostgres.Database database, Path keys) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RewrapProcess.class.getName(),
                keys.toString()));
    for (DatabaseLogin login :
        List.of(database.owner(), database.runtime(), database.superuser())) {
      command.addAll(List.of(login.url(), login.user(), login.password()));
    }
    return new RewrapProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  void awaitFirstBatch() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("moved ")) {
        return;
      }
    }
    throw new IOException("the process ended before it moved anything");
  }

  /// Ends it as the kernel would, without a chance to clean up.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public static void main(String[] arguments) {
    var database =
        new TestPostgres.Database(login(arguments, 1), login(arguments, 4), login(arguments, 7));
    var keys = new RootKeyFile(Path.of(arguments[0])).load();
    var batches = new AtomicInteger();
    VaultFixture.on(database)
        .rewrap(keys)
        .rewrapAll(
            progress -> {
              if (batches.incrementAndGet() == 1) {
                System.out.println("moved " + progress.rewrapped());
                System.out.flush();
              } else {
                waitForTheKill();
              }
            });
  }

  // So the kill comes while the second batch is under way, or after it, on any machine.
  private static void waitForTheKill() {
    while (true) {
      LockSupport.park(RewrapProcess.class);
    }
  }

  private static DatabaseLogin login(String[] arguments, int at) {
    return new DatabaseLogin(arguments[at], arguments[at + 1], arguments[at + 2]);
  }
}
