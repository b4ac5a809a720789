package surety.server.audit.log;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import surety.server.audit.CheckpointSigner;
import surety.server.audit.LogFsck;
import surety.server.audit.Retention;
import surety.server.audit.log.Checkpoints.Signed;
import surety.server.audit.log.LogRows.Head;
import surety.server.audit.log.LogRows.Kept;
import surety.server.audit.log.LogRows.Standing;
import surety.server.workspace.WorkspaceScope;
import surety.translog.Checkpoint;
import surety.translog.LogEntry;
import surety.translog.LogVerdict;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Kind;
import surety.translog.LogVerdict.Verified;
import surety.translog.LogVerifier;
import surety.translog.NoteKey;
import surety.translog.SignedNote;
import surety.translog.TilesBroken;
import surety.translog.WitnessPolicy;

/// Writes each log as an export under a key made for it, and verifies that.
@Component
class LogInspection implements LogFsck {

  private static final Logger LOG = LoggerFactory.getLogger(LogInspection.class);
  private static final int AT_ONCE = 200;
  // As many as an export can be compared with.
  private static final int COMPARED = 999;
  private static final int PIPE = 1 << 16;

  private final LogRows rows;
  private final SequencerRows server;
  private final Checkpoints checkpoints;
  private final CheckpointSigner signer;
  private final Retention retention;
  private final Clock clock;

  LogInspection(
      LogRows rows,
      SequencerRows server,
      Checkpoints checkpoints,
      CheckpointSigner signer,
      Retention retention,
      Clock clock) {
    this.rows = rows;
    this.server = server;
    this.checkpoints = checkpoints;
    this.signer = signer;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public void all(Consumer<Inspected> told) {
    @Nullable UUID after = null;
    while (true) {
      @Nullable UUID from = after;
      List<UUID> some = server.asServer(client -> SequencerRows.all(client, from, AT_ONCE));
      if (some.isEmpty()) {
        return;
      }
      some.forEach(workspace -> one(workspace).ifPresent(told));
      after = some.getLast();
    }
  }

  @Override
  public Optional<Inspected> one(UUID workspace) {
    WorkspaceScope scope = checkpoints.scope(workspace);
    Optional<Checkpoint> outside = checkpoints.outside(scope.workspace());
    Optional<Head> head;
    try {
      head = rows.head(scope);
    } catch (TilesBroken e) {
      return Optional.of(new Inspected(workspace, 0, defect(Kind.TREE_CHANGED, 0, "its edge")));
    }
    if (head.isEmpty()) {
      return outside.map(
          last -> new Inspected(workspace, 0, defect(Kind.TAIL_REMOVED, 0, "the whole log")));
    }
    long size = head.get().edge().size();
    List<Checkpoint> kept = new ArrayList<>();
    outside.ifPresent(kept::add);
    for (Kept one : rows.checkpoints(scope, COMPARED)) {
      Optional<Checkpoint> checkpoint = signed(scope, one);
      if (checkpoint.isEmpty()) {
        String what = "a checkpoint of size " + one.size();
        return Optional.of(
            new Inspected(workspace, size, defect(Kind.CHECKPOINT_CHANGED, one.size(), what)));
      }
      kept.add(checkpoint.get());
    }
    return Optional.of(new Inspected(workspace, size, verified(scope, head.get(), kept)));
  }

  private Optional<Checkpoint> signed(WorkspaceScope scope, Kept kept) {
    String origin = Checkpoints.origin(scope.workspace());
    try {
      SignedNote note = SignedNote.parse(kept.note());
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      return signer.keys(origin).stream().anyMatch(note::isSignedBy)
              && checkpoint.origin().equals(origin)
              && checkpoint.size() == kept.size()
          ? Optional.of(checkpoint)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private LogVerdict verified(WorkspaceScope scope, Head head, List<Checkpoint> kept) {
    KeyPair pair = pair();
    String origin = Checkpoints.origin(scope.workspace());
    NoteKey key = NoteKey.of(origin, pair.getPublic());
    Checkpoint now = new Checkpoint(origin, head.edge().size(), head.edge().root(), List.of());
    Signed signed = new Signed(now.sign(key, pair.getPrivate()), now, head);
    List<Long> sizes = kept.stream().map(Checkpoint::size).filter(s -> s <= now.size()).toList();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Absences absences = new Absences(today, retention.days(scope));
    LogVerdict verdict = verdict(scope, signed, key, sizes, kept, absences);
    return verdict instanceof Verified && absences.first().isPresent()
        ? absences.first().get()
        : verdict;
  }

  private LogVerdict verdict(
      WorkspaceScope scope,
      Signed signed,
      NoteKey key,
      List<Long> sizes,
      List<Checkpoint> kept,
      Absences absences) {
    LogExports exports = new LogExports(rows, new Keys(key));
    try (PipedInputStream in = new PipedInputStream(PIPE)) {
      PipedOutputStream out = new PipedOutputStream(in);
      Thread.ofVirtual()
          .name("log inspection")
          .start(
              () -> {
                try (out) {
                  exports.write(scope, signed, 0, signed.checkpoint().size(), sizes, absences, out);
                } catch (IOException | TilesBroken | DataAccessException e) {
                  // What is missing ends the file, and the reader tells where.
                  LOG.debug("a log could not be read to its end", e);
                }
              });
      return new LogVerifier(key, kept, WitnessPolicy.NONE).verify(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Defect defect(Kind kind, long index, String what) {
    return new Defect(kind, index, 0, what + " is not what was signed, or not there");
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK since 15", e);
    }
  }

  /// The key of one inspection; it signs nothing more.
  private record Keys(NoteKey key) implements CheckpointSigner {
    @Override
    public SignedNote sign(Checkpoint checkpoint) {
      throw new IllegalStateException("an inspection signs nothing");
    }

    @Override
    public List<NoteKey> keys(String origin) {
      return List.of(key);
    }
  }

  /// Finds entries that are gone before their time. Days go from the oldest, whole: so a place of
  /// which nothing is known stands before all others, and an entry that is gone while its place is
  /// known is of a day that is past its retention.
  private static final class Absences implements Consumer<Standing> {
    private final LocalDate today;
    private final int keptDays;
    private long next = -1;
    private long firstGone = -1;

    Absences(LocalDate today, int keptDays) {
      this.today = today;
      this.keptDays = keptDays;
    }

    @Override
    public synchronized void accept(Standing standing) {
      LocalDate day = LocalDate.ofInstant(standing.at(), ZoneOffset.UTC);
      if (next >= 0 && standing.index() > next) {
        gone(next);
      }
      if (standing.entry() instanceof LogEntry.Erased && day.plusDays(keptDays).isAfter(today)) {
        gone(standing.index());
      }
      next = standing.index() + 1;
    }

    synchronized Optional<Defect> first() {
      return firstGone < 0
          ? Optional.empty()
          : Optional.of(
              new Defect(
                  Kind.ENTRY_MISSING, firstGone, 0, "an entry is gone that must still be kept"));
    }

    private void gone(long index) {
      if (firstGone < 0) {
        firstGone = index;
      }
    }
  }
}
