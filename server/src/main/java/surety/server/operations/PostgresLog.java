package surety.server.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import surety.server.platform.LogSink;

/// The log of the embedded PostgreSQL.
record PostgresLog(PostgresCluster cluster) implements LogSink {

  @Override
  public String writer() {
    return "PostgreSQL";
  }

  @Override
  public Path current() {
    return cluster.log();
  }

  @Override
  public List<Path> former() throws IOException {
    return cluster.formerLogs();
  }

  @Override
  public Path former(String name) {
    return cluster.formerLog(name);
  }
}
