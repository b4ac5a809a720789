package surety.translog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which part of a log a tile holds (C2SP tlog-tiles): up to 256 consecutive hashes of one level of
/// the tree, or up to 256 entries.
///
/// Hash `i` of the `n`-th tile of level `l` is the root over the `256^l` leaves from leaf
/// `(256 n + i) * 256^l` on. A tile grows at its end until it is full and then never changes.
///
/// @param level from 0, or [#ENTRIES]
/// @param index of the tile within its level, from 0
/// @param width number of its hashes or entries, 1 to 256
public record Tile(int level, long index, int width) {

  /// The width of a full tile.
  public static final int FULL = 256;

  /// The level of bundles of entries, which lie below level 0.
  public static final int ENTRIES = -1;

  /// The number of tree levels in a tile.
  static final int HEIGHT = 8;

  private static final int MOST_LEVEL = 63;
  private static final long MOST_INDEX = TreeSize.MOST >> HEIGHT;
  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /// @throws IllegalArgumentException if no log has such a tile
  public Tile {
    if (level < ENTRIES || level > MOST_LEVEL || width < 1 || width > FULL) {
      throw new IllegalArgumentException("tile of level " + level + " and width " + width);
    }
    TreeSize.requireAtMost(index, MOST_INDEX);
  }

  /// Reads a path.
  ///
  /// @throws IllegalArgumentException if it is the path of no tile
  public static Tile parse(String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not the path of a tile");
    }
    int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
    String width = parts.group(3);
    Tile tile =
        new Tile(
            level,
            Long.parseLong(parts.group(2).replaceAll("[x/]", "")),
            width == null ? FULL : Integer.parseInt(width));
    if (!tile.path().equals(path)) {
      throw new IllegalArgumentException("not the path of a tile");
    }
    return tile;
  }

  /// Where it lies below the log's address, such as `tile/0/x001/x234/067` or, while it is not
  /// full, `tile/1/000.p/17`.
  public String path() {
    StringBuilder path = new StringBuilder("%03d".formatted(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x%03d/".formatted(rest % 1000));
    }
    path.insert(0, "tile/" + (level == ENTRIES ? "entries" : level) + "/");
    return isFull() ? path.toString() : path.append(".p/").append(width).toString();
  }

  /// Whether it will never change.
  public boolean isFull() {
    return width == FULL;
  }

  /// The same tile, full.
  Tile full() {
    return new Tile(level, index, FULL);
  }

  /// The tiles of a tree that are not full, the highest level first. Together they hold the root of
  /// each subtree that the root is made of.
  static List<Tile> edge(long size) {
    List<Tile> edge = new ArrayList<>();
    for (int level = levelOf(size); level >= 0; level--) {
      long hashes = size >>> (HEIGHT * level);
      if (hashes % FULL != 0) {
        edge.add(new Tile(level, hashes / FULL, (int) (hashes % FULL)));
      }
    }
    return edge;
  }

  /// The tile that holds the hashes of which a subtree is made, as wide as it is in a tree of this
  /// size.
  static Tile of(Subtree subtree, long size) {
    int level = subtree.height() / HEIGHT;
    long index = firstHash(subtree) / FULL;
    long hashes = size >>> (HEIGHT * level);
    return new Tile(level, index, (int) Math.min(FULL, hashes - index * FULL));
  }

  /// The index within its level of the first hash of which a subtree is made.
  static long firstHash(Subtree subtree) {
    return subtree.index() << (subtree.height() % HEIGHT);
  }

  // The highest level that has a tile.
  private static int levelOf(long size) {
    return (Long.SIZE - 1 - Long.numberOfLeadingZeros(size | 1)) / HEIGHT;
  }
}
