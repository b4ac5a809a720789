package surety.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.DataScope;
import surety.server.platform.TransportHardening;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// A server that is there to be killed. Many writers record entries, and each notes in a file what
/// was acknowledged to it, which the kernel keeps when this process dies.
final class KilledServer {

  static final String READY = "ready";

  private static final int WORKSPACES = 20;
  private static final int WRITERS = 32;
  private static final long PAUSE_MILLIS = 20;
  private static final AccessEntry ENTRY =
      AccessEntry.of(AccessAction.DASHBOARD_READ, DataScope.all("dashboard"));

  private KilledServer() {}

  /// What was acknowledged: a line `workspace entry` for each.
  static Path acknowledged(Path folder) {
    return folder.resolve("acknowledged");
  }

  /// @param arguments the folder
  public static void main(String[] arguments) throws Exception {
    TransportHardening.apply();
    Path folder = Path.of(arguments[0]);
    BenchServer server = BenchServer.startIn(folder);
    List<WorkspaceScope> scopes = scopes(server, folder.resolve("scopes"));
    AccessLog log = server.bean(AccessLog.class);
    FileChannel notes =
        FileChannel.open(
            acknowledged(folder), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    for (int i = 0; i < WRITERS; i++) {
      Thread.ofVirtual().start(() -> write(log, scopes, notes));
    }
    System.out.println(READY);
    Thread.currentThread().join();
  }

  private static List<WorkspaceScope> scopes(BenchServer server, Path file) throws Exception {
    if (!Files.exists(file)) {
      server.signIn();
      List<String> lines =
          server.workspaces(WORKSPACES).stream()
              .map(scope -> scope.workspace() + " " + scope.principal().value())
              .toList();
      Files.write(file, lines);
    }
    WorkspaceScopes scopes = server.bean(WorkspaceScopes.class);
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" ", 2))
        .map(
            ids ->
                scopes.ofVerifiedMember(
                    new WorkspaceId(UUID.fromString(ids[0])), UUID.fromString(ids[1]), Role.OWNER))
        .toList();
  }

  private static void write(AccessLog log, List<WorkspaceScope> scopes, FileChannel notes) {
    while (true) {
      WorkspaceScope scope = scopes.get(ThreadLocalRandom.current().nextInt(scopes.size()));
      try {
        UUID entry = log.record(scope, ENTRY).entryId();
        String line = scope.workspace() + " " + entry + "\n";
        notes.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        // The database is dead at the moment: nothing was acknowledged.
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
