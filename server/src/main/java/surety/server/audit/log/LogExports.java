package surety.server.audit.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import surety.server.audit.CheckpointSigner;
import surety.server.audit.log.Checkpoints.Signed;
import surety.server.audit.log.LogRows.Kept;
import surety.server.audit.log.LogRows.Standing;
import surety.server.workspace.WorkspaceScope;
import surety.translog.LogEntry;
import surety.translog.LogExport;
import surety.translog.NoteKey;
import surety.translog.RunTiles;

/// Writes logs, or parts of them, as files that are verified without this server (translog/SPEC.md,
/// section 7).
@Component
class LogExports {

  private static final int PAGE = 1_000;
  // A reader who kept one of these can compare it with any export.
  private static final int RECENT = 8;

  private final LogRows rows;
  private final CheckpointSigner signer;

  LogExports(LogRows rows, CheckpointSigner signer) {
    this.rows = rows;
    this.signer = signer;
  }

  /// Writes a part of the log.
  ///
  /// @param first entry, from 0
  /// @param end after the last, at most the checkpoint's size
  /// @param former sizes of checkpoints that the reader kept
  /// @throws IllegalArgumentException if these do not fit together
  void write(
      WorkspaceScope scope,
      Signed signed,
      long first,
      long end,
      List<Long> former,
      OutputStream out)
      throws IOException {
    write(scope, signed, first, end, former, _ -> {}, out);
  }

  /// As above; `seen` is told what stands where before it is written.
  void write(
      WorkspaceScope scope,
      Signed signed,
      long first,
      long end,
      List<Long> former,
      Consumer<Standing> seen,
      OutputStream out)
      throws IOException {
    RunTiles tiles = new RunTiles(signed.head().edge(), runs -> rows.runs(scope, runs));
    new LogExport(signed.note(), key(signed), first, end, sizes(scope, signed, former))
        .write(tiles, new Entries(scope, first, end, seen), out);
  }

  /// The key that signed a checkpoint.
  NoteKey key(Signed signed) {
    return signer.keys(signed.checkpoint().origin()).reversed().stream()
        .filter(signed.note()::isSignedBy)
        .findFirst()
        .orElseThrow(() -> new LogNotContinued("its checkpoint is not signed by this server"));
  }

  private List<Long> sizes(WorkspaceScope scope, Signed signed, List<Long> former) {
    LongStream recent = rows.checkpoints(scope, RECENT).stream().mapToLong(Kept::size);
    return Stream.concat(former.stream(), recent.boxed())
        .filter(size -> size > 0 && size <= signed.checkpoint().size())
        .distinct()
        .toList();
  }

  /// Reads entries a page at a time; what the database does not hold any more is erased.
  private final class Entries implements Iterator<LogEntry> {
    private final WorkspaceScope scope;
    private final long end;
    private final Consumer<Standing> seen;
    private final Deque<Standing> page = new ArrayDeque<>();
    private long next;
    // Up to here is known what is there.
    private long read;

    Entries(WorkspaceScope scope, long first, long end, Consumer<Standing> seen) {
      this.scope = scope;
      this.next = first;
      this.read = first;
      this.end = end;
      this.seen = seen;
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public LogEntry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (page.isEmpty() && next >= read) {
        read();
      }
      long index = next++;
      if (page.isEmpty() || page.getFirst().index() > index) {
        return new LogEntry.Erased(index);
      }
      Standing standing = page.removeFirst();
      seen.accept(standing);
      return standing.entry();
    }

    private void read() {
      page.addAll(rows.entries(scope, next, end, PAGE));
      read = page.isEmpty() ? end : page.getLast().index() + 1;
    }
  }
}
