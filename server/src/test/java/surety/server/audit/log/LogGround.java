package surety.server.audit.log;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandles;
import surety.server.audit.CheckpointSigner;
import surety.server.audit.DataScope;
import surety.server.audit.log.Checkpoints.Signed;
import surety.server.operations.TestPostgres;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;
import surety.translog.Checkpoint;
import surety.translog.LogVerdict;
import surety.translog.LogVerifier;
import surety.translog.NoteKey;
import surety.translog.SignedNote;
import surety.translog.WitnessFolder;
import surety.translog.WitnessPolicy;

/// Two workspaces with their logs in a database of their own, and what a server does with them.
final class LogGround implements AutoCloseable {

  static final AccessEntry READ =
      AccessEntry.of(AccessAction.DASHBOARD_READ, DataScope.all("dashboard"));

  final TestPostgres.Database database = TestPostgres.migrated();
  final TestWorkspaces workspaces = TestWorkspaces.in(database);
  final JdbcClient superuser = JdbcClient.create(database.superuserSource());
  final Signer signer = new Signer();
  final Path outside;
  final HikariDataSource pool;
  final AccessLog trail;
  final LogRows rows;
  final Sequencer sequencer;
  final Checkpoints checkpoints;
  final LogExports exports;
  final LogInspection inspection;
  final WorkspaceScope scope;
  final WorkspaceScope other;

  LogGround(Path outside) {
    this.outside = outside;
    pool = database.runtimePool(8);
    WorkspaceDatabase door = workspaces.door(pool);
    SequencerRows server = new SequencerRows(door, new WorkspaceScopes());
    trail = AuditHandles.log(door);
    rows = new LogRows(door);
    sequencer = new Sequencer(server);
    checkpoints =
        new Checkpoints(
            rows,
            server,
            new WorkspaceScopes(),
            signer,
            new WitnessFolder(outside),
            Clock.systemUTC());
    exports = new LogExports(rows, signer);
    inspection =
        new LogInspection(
            rows, server, checkpoints, signer, AuditHandles.retention(door), Clock.systemUTC());
    scope = workspaces.create("ada@example.org", Role.OWNER);
    other = workspaces.create("bob@example.net", Role.OWNER);
    sequencer.sequence();
  }

  @Override
  public void close() {
    pool.close();
  }

  void anHourPasses() {
    superuser.sql("UPDATE audit.checkpoint SET signed_at = signed_at - interval '1 hour'").update();
  }

  UUID id(WorkspaceScope of) {
    return superuser
        .sql("SELECT id FROM audit.access WHERE workspace_id = ?")
        .param(of.workspace().value())
        .query(UUID.class)
        .single();
  }

  long size(WorkspaceScope of) {
    return rows.head(of).orElseThrow().edge().size();
  }

  LogVerdict inspected() {
    return inspection.one(scope.workspace().value()).orElseThrow().verdict();
  }

  String export() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Signed signed = checkpoints.latest(scope).orElseThrow();
    exports.write(scope, signed, 0, signed.checkpoint().size(), List.of(), file);
    return file.toString(StandardCharsets.UTF_8);
  }

  LogVerdict verdict(String file, Checkpoint... kept) throws IOException {
    NoteKey key = signer.keys(Checkpoints.origin(scope.workspace())).getLast();
    return new LogVerifier(key, List.of(kept), WitnessPolicy.NONE)
        .verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }

  /// Signs with a key of its own and counts.
  static final class Signer implements CheckpointSigner {
    private final KeyPair pair = generate();
    private int signed;

    int signed() {
      return signed;
    }

    private static KeyPair generate() {
      try {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public SignedNote sign(Checkpoint checkpoint) {
      signed++;
      return checkpoint.sign(keys(checkpoint.origin()).getLast(), pair.getPrivate());
    }

    @Override
    public List<NoteKey> keys(String origin) {
      return List.of(NoteKey.of(origin, pair.getPublic()));
    }
  }
}
