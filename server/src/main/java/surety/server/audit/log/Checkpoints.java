package surety.server.audit.log;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import surety.server.audit.CheckpointSigner;
import surety.server.audit.log.LogRows.Head;
import surety.server.platform.DataFolder;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;
import surety.translog.Checkpoint;
import surety.translog.MerkleProof;
import surety.translog.RunTiles;
import surety.translog.SignedNote;
import surety.translog.TileReader;
import surety.translog.TilesBroken;
import surety.translog.WitnessFolder;
import surety.translog.WitnessRecord;

/// Signs checkpoints of the logs: when one is asked for, and of each log that grew at least every
/// ten minutes.
///
/// Each server keeps the last checkpoint of each log outside the database and signs none that does
/// not grow out of it. So a database that was set back, or in which the past was changed, is found
/// before anything new is signed.
@Component
class Checkpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final Duration AT_MOST_EACH = Duration.ofSeconds(1);
  private static final Duration AT_LEAST_EACH = Duration.ofMinutes(10);
  private static final int SIGNED_AT_ONCE = 200;

  private final LogRows rows;
  private final SequencerRows server;
  private final WorkspaceScopes scopes;
  private final CheckpointSigner signer;
  private final WitnessRecord outside;
  private final Clock clock;

  @Autowired
  Checkpoints(
      LogRows rows,
      SequencerRows server,
      WorkspaceScopes scopes,
      CheckpointSigner signer,
      DataFolder data,
      Clock clock) {
    this(rows, server, scopes, signer, new WitnessFolder(data.privateFolder("checkpoints")), clock);
  }

  Checkpoints(
      LogRows rows,
      SequencerRows server,
      WorkspaceScopes scopes,
      CheckpointSigner signer,
      WitnessRecord outside,
      Clock clock) {
    this.rows = rows;
    this.server = server;
    this.scopes = scopes;
    this.signer = signer;
    this.outside = outside;
    this.clock = clock;
  }

  /// The name of a workspace's log, in its checkpoints and export files.
  static String origin(WorkspaceId workspace) {
    return "surety/log/" + workspace;
  }

  /// A checkpoint with the log that it is of.
  ///
  /// @param head at least as large as the checkpoint
  record Signed(SignedNote note, Checkpoint checkpoint, Head head) {}

  /// The checkpoint of a log as it is now, or was within the last second; empty when nothing was
  /// sequenced yet.
  ///
  /// @throws LogNotContinued if the log does not grow out of what this server signed before
  Optional<Signed> latest(WorkspaceScope scope) {
    try {
      return rows.head(scope).map(head -> kept(scope, head).orElseGet(() -> sign(scope, head)));
    } catch (TilesBroken | IllegalArgumentException e) {
      throw new LogNotContinued("what is stored of it is not what was signed");
    }
  }

  // The last one, if it is of all there is or of a moment ago.
  private Optional<Signed> kept(WorkspaceScope scope, Head head) {
    requireAsLarge(scope.workspace(), head);
    return Optional.ofNullable(head.checkpoint())
        .filter(
            kept ->
                kept.size() == head.edge().size()
                    || kept.signedAt().isAfter(clock.instant().minus(AT_MOST_EACH)))
        .map(
            kept -> {
              SignedNote note = SignedNote.parse(kept.note());
              return new Signed(note, Checkpoint.parse(note.text()), head);
            });
  }

  /// Signs those that have grown and have not been signed for a while.
  ///
  /// @param goOn asked before each
  void signGrown(BooleanSupplier goOn) {
    int seconds = Math.toIntExact(AT_LEAST_EACH.toSeconds());
    @Nullable UUID after = null;
    while (goOn.getAsBoolean()) {
      @Nullable UUID from = after;
      List<UUID> grown =
          server.asServer(client -> SequencerRows.toSign(client, seconds, from, SIGNED_AT_ONCE));
      if (grown.isEmpty()) {
        return;
      }
      for (UUID workspace : grown) {
        if (!goOn.getAsBoolean()) {
          return;
        }
        signAlone(workspace);
      }
      after = grown.getLast();
    }
  }

  /// The last checkpoint that this server signed and keeps outside the database.
  Optional<Checkpoint> outside(WorkspaceId workspace) {
    return outside.last(origin(workspace));
  }

  /// The scope of this class in a workspace.
  WorkspaceScope scope(UUID workspace) {
    return scopes.ofSystemJob(new WorkspaceId(workspace), Set.of(Permission.AUDIT_VIEW));
  }

  private void signAlone(UUID workspace) {
    WorkspaceScope scope = scope(workspace);
    try {
      rows.head(scope).ifPresent(head -> sign(scope, head));
    } catch (LogNotContinued | TilesBroken | UncheckedIOException e) {
      LOG.error("the log of workspace {} is not signed any more: {}", workspace, e.getMessage());
    }
  }

  private Signed sign(WorkspaceScope scope, Head head) {
    String origin = origin(scope.workspace());
    Checkpoint fresh = new Checkpoint(origin, head.edge().size(), head.edge().root(), List.of());
    requireAsLarge(scope.workspace(), head);
    Optional<Checkpoint> former = outside.last(origin);
    former.ifPresent(last -> requireGrowth(scope, head, last, fresh));
    SignedNote note = signer.sign(fresh);
    server.asServer(
        client -> {
          SequencerRows.keepCheckpoint(
              client, scope.workspace().value(), fresh.size(), note.encoded());
          return note;
        });
    // Another thread may have been faster; then its checkpoint is kept, which is as good.
    outside.replace(former, fresh);
    return new Signed(note, fresh, head);
  }

  private void requireAsLarge(WorkspaceId workspace, Head head) {
    outside(workspace)
        .map(Checkpoint::size)
        .filter(size -> size > head.edge().size())
        .ifPresent(
            size -> {
              throw new LogNotContinued(
                  "it had " + size + " entries and now has " + head.edge().size());
            });
  }

  private void requireGrowth(WorkspaceScope scope, Head head, Checkpoint last, Checkpoint fresh) {
    TileReader tiles = new TileReader(new RunTiles(head.edge(), runs -> rows.runs(scope, runs)));
    if (!MerkleProof.consistent(
        last.root(),
        last.size(),
        fresh.root(),
        fresh.size(),
        tiles.consistency(last.size(), fresh.size()))) {
      throw new LogNotContinued(
          "its first " + last.size() + " entries are not those that were signed");
    }
  }
}
