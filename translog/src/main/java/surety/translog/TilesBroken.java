package surety.translog;

/// Stored tiles are not those of the log: one is missing or was changed.
public final class TilesBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TilesBroken(Tile tile, String what) {
    super(tile.path() + ": " + what);
  }

  TilesBroken(String what) {
    super(what);
  }
}
