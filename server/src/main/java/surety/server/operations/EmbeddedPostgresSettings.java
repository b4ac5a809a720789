package surety.server.operations;

import java.nio.file.Path;

/// How to run an embedded PostgreSQL.
///
/// @param folder everything that belongs to this database: cluster, passwords, log, lock
/// @param binaries where PostgreSQL's programs are unpacked; may be shared by many databases
/// @param port on 127.0.0.1; 0 takes a free one at each start
/// @param durable false gives up the promise that a committed row survives a crash; for tests only
public record EmbeddedPostgresSettings(Path folder, Path binaries, int port, boolean durable) {

  /// A durable database in `folder`, on a free port, with its programs beside it.
  public static EmbeddedPostgresSettings in(Path folder) {
    return new EmbeddedPostgresSettings(folder, folder.resolve("binaries"), 0, true);
  }

  /// The same with the programs from a shared folder.
  public EmbeddedPostgresSettings withBinaries(Path folder) {
    return new EmbeddedPostgresSettings(this.folder, folder, port, durable);
  }

  /// The same on a fixed port.
  public EmbeddedPostgresSettings withPort(int port) {
    return new EmbeddedPostgresSettings(folder, binaries, port, durable);
  }

  /// The same, faster and not crash-safe.
  EmbeddedPostgresSettings notDurable() {
    return new EmbeddedPostgresSettings(folder, binaries, port, false);
  }
}
