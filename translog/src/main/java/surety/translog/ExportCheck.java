package surety.translog;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import surety.translog.ExportLine.OfEntry;
import surety.translog.ExportLine.OfTile;
import surety.translog.ExportWalk.Steps;
import surety.translog.LogEntry.Erased;
import surety.translog.LogEntry.Omitted;
import surety.translog.LogEntry.Opened;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Kind;
import surety.translog.LogVerdict.Verified;

/// Goes through the lines of an export after the first. Throws [DefectFound] at the first defect.
final class ExportCheck implements Steps {
  private final ExportHeader header;
  private final Checkpoint checkpoint;
  private final Queue<Checkpoint> kept;
  private final LineReader lines;

  // Everything that was seen, from the left, to be compared with the checkpoints that were kept.
  private final Frontier seen = new Frontier();
  private long agreed;
  private boolean isOtherTree;
  private long opened;
  private long erased;
  private long omitted;

  /// @param kept in rising order of their sizes, none above that of the checkpoint
  ExportCheck(
      ExportHeader header, Checkpoint checkpoint, Queue<Checkpoint> kept, LineReader lines) {
    this.header = header;
    this.checkpoint = checkpoint;
    this.kept = kept;
    this.lines = lines;
  }

  Verified verified(List<Cosignature> cosignatures) throws IOException {
    compareWithKept();
    new ExportWalk(header, checkpoint.size(), this).walk();
    if (isOtherTree) {
      throw otherTree("");
    }
    requireEnd();
    return new Verified(
        checkpoint, header.first(), header.end(), opened, erased, omitted, cosignatures);
  }

  @Override
  public TileHashes edge(Tile tile) throws IOException {
    return read(tile, 0);
  }

  @Override
  public void root(List<Tile> edge, List<TileHashes> hashes) {
    Frontier frontier = new Frontier();
    for (int i = 0; i < edge.size(); i++) {
      Tile tile = edge.get(i);
      for (int j = 0; j < tile.width(); j++) {
        frontier.append(tile.level() * Tile.HEIGHT, hashes.get(i).get(j));
      }
    }
    // The checkpoints that were kept may still tell where it begins to be another.
    isOtherTree = !frontier.root().equals(checkpoint.root());
    if (isOtherTree && kept.isEmpty()) {
      throw otherTree("");
    }
  }

  @Override
  public TileHashes tile(Tile tile, Hash root) throws IOException {
    long first = tile.index() << ((tile.level() + 1) * Tile.HEIGHT);
    TileHashes hashes = read(tile, first);
    if (!hashes.root(0, Tile.FULL).equals(root)) {
      throw defect(Kind.TREE_CHANGED, first, "hashes of the tree were changed");
    }
    return hashes;
  }

  @Override
  public void skip(int height, Hash root) {
    seen.append(height, root);
    compareWithKept();
  }

  @Override
  public void leaf(long index, TileHashes tile) throws IOException {
    int place = (int) (index % Tile.FULL);
    if (index >= header.first() && index < header.end()) {
      check(index, entry(index), tile, place);
    }
    skip(0, tile.get(place));
  }

  private void check(long index, LogEntry entry, TileHashes tile, int place) {
    switch (entry) {
      case Opened(_, Salt salt, String payload) -> {
        Hash leaf = Commitment.to(salt, payload).leaf();
        if (!leaf.equals(tile.get(place))) {
          throw changed(index, leaf, tile);
        }
        opened++;
      }
      case Erased _ -> erased++;
      case Omitted _ -> omitted++;
    }
  }

  private DefectFound changed(long index, Hash leaf, TileHashes tile) {
    for (int other = 0; other < tile.width(); other++) {
      if (tile.get(other).equals(leaf)) {
        long belongs = index - index % Tile.FULL + other;
        return defect(
            Kind.REORDERED, index, "entry " + index + " holds what was logged as entry " + belongs);
      }
    }
    return defect(Kind.ENTRY_CHANGED, index, "entry " + index + " is not what was logged");
  }

  private LogEntry entry(long index) throws IOException {
    if (!(line(index) instanceof OfEntry(LogEntry entry))) {
      throw missing(index);
    }
    if (entry.index() < index) {
      throw defect(
          Kind.REORDERED, index, "entry " + entry.index() + " stands where " + index + " belongs");
    }
    if (entry.index() > index) {
      long line = lines.line();
      throw comesLater(index)
          ? defect(Kind.REORDERED, index, line, "entry " + index + " does not stand in its place")
          : defect(Kind.ENTRY_MISSING, index, line, "entry " + index + " is missing");
    }
    return entry;
  }

  private DefectFound missing(long index) {
    return defect(Kind.ENTRY_MISSING, index, "entry " + index + " is missing");
  }

  // Within its tile.
  private boolean comesLater(long index) throws IOException {
    for (int i = 0; i < Tile.FULL; i++) {
      Optional<ExportLine> line = nextQuietly();
      if (line.isEmpty() || !(line.get() instanceof OfEntry(LogEntry entry))) {
        return false;
      }
      if (entry.index() == index) {
        return true;
      }
    }
    return false;
  }

  private Optional<ExportLine> nextQuietly() throws IOException {
    try {
      return lines.next().map(ExportLine::parse);
    } catch (IllegalArgumentException | EOFException _) {
      return Optional.empty();
    }
  }

  private TileHashes read(Tile tile, long first) throws IOException {
    ExportLine line = line(first);
    if (line instanceof OfTile(int level, long index, String hashes)
        && level == tile.level()
        && index == tile.index()) {
      byte[] content = StrictBase64.decode(hashes);
      if (content.length != tile.width() * Hash.BYTES) {
        throw defect(Kind.MALFORMED, first, "a tile has not as many hashes as the tree");
      }
      return TileHashes.of(tile, content);
    }
    boolean isEarlier =
        line instanceof OfTile(int level, long index, _)
            && level == tile.level()
            && index < tile.index();
    throw isEarlier
        ? defect(Kind.REORDERED, first, "a part of the tree stands in another place")
        : defect(
            Kind.ENTRY_MISSING, first, "the part of the tree from entry " + first + " is missing");
  }

  private ExportLine line(long index) throws IOException {
    try {
      Optional<String> line = lines.next();
      if (line.isPresent()) {
        return ExportLine.parse(line.get());
      }
    } catch (IllegalArgumentException _) {
      throw defect(Kind.MALFORMED, index, "a line is not in the form of an export");
    } catch (EOFException _) {
      throw defect(Kind.TAIL_REMOVED, index, "the file ends within a line");
    }
    throw defect(Kind.TAIL_REMOVED, index, "the file ends before entry " + index);
  }

  private void requireEnd() throws IOException {
    boolean ends;
    try {
      ends = lines.next().isEmpty();
    } catch (IllegalArgumentException | EOFException _) {
      ends = false;
    }
    if (!ends) {
      throw defect(Kind.MALFORMED, header.end(), "something follows the last entry");
    }
  }

  private void compareWithKept() {
    while (!kept.isEmpty() && kept.element().size() <= seen.size()) {
      Checkpoint former = kept.remove();
      if (former.size() < seen.size()) {
        throw defect(
            Kind.NOT_COMPARABLE,
            agreed,
            "the export does not show the tree of the kept checkpoint of size " + former.size());
      }
      if (!former.root().equals(seen.root())) {
        throw isOtherTree
            ? otherTree(", and before entry " + former.size())
            : defect(
                Kind.FORK,
                agreed,
                "the log is not the one of the kept checkpoint of size "
                    + former.size()
                    + ": it differs from entry "
                    + agreed
                    + " or later, before that size");
      }
      agreed = former.size();
    }
  }

  private DefectFound otherTree(String until) {
    return defect(
        Kind.TREE_CHANGED,
        agreed,
        "the tree is not that of the checkpoint: it differs from entry "
            + agreed
            + " or later"
            + until);
  }

  private DefectFound defect(Kind kind, long index, String message) {
    return defect(kind, index, Math.max(1, lines.line()), message);
  }

  private static DefectFound defect(Kind kind, long index, long line, String message) {
    return new DefectFound(new Defect(kind, index, line, message));
  }
}
