package surety.server.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;

/// A server process of its own that starts a durable PostgreSQL and reports each row that it has
/// committed, until it is killed.
final class WriterProcess {

  private final Process process;
  private final BufferedReader output;

  private WriterProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static WriterProcess start(Path folder) throws IOException {
    return new WriterProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /// The number of the next row that was committed.
  int awaitRow() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("committed ")) {
        return Integer.parseInt(line.substring("committed ".length()));
      }
    }
    throw new IOException("the writer ended");
  }

  /// The last row that was committed before the process ended.
  int lastRow(int known) throws IOException {
    int last = known;
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("committed ") && !line.equals("committed ")) {
        last = Math.max(last, Integer.parseInt(line.substring("committed ".length())));
      }
    }
    return last;
  }

  /// Ends it as the kernel would, without a chance to clean up.
  void kill() throws InterruptedException {
    // Not through Process, which would throw away what the writer said last.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  public static void main(String[] arguments) throws Exception {
    var settings =
        EmbeddedPostgresSettings.in(Path.of(arguments[0]))
            .withBinaries(PostgresBinaries.sharedCache());
    EmbeddedDatabase database = EmbeddedDatabase.start(settings);
    try (Connection connection = database.owner().connect();
        var statement = connection.createStatement()) {
      statement.execute("create table if not exists written (row integer primary key)");
      for (int row = 1; ; row++) {
        statement.execute("insert into written values (" + row + ")");
        System.out.println("committed " + row);
        System.out.flush();
      }
    }
  }
}
