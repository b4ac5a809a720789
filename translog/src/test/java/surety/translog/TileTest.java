package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which tiles there are and where they lie, against the examples of C2SP tlog-tiles and those of
/// the tests of Go's checksum database, whose paths also tell the height.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TileTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1234067, 256, tile/0/x001/x234/067",
    "0, 1, 256, tile/0/001",
    "0, 1, 5, tile/0/001.p/5",
    "5, 123456078, 256, tile/5/x123/x456/078",
    "5, 123456078, 2, tile/5/x123/x456/078.p/2",
    "0, 3057500, 256, tile/0/x003/x057/500",
    "-1, 3057500, 255, tile/entries/x003/x057/500.p/255",
    "63, 999, 256, tile/63/999",
    "0, 1000, 256, tile/0/x001/000",
    "0, 18014398509481984, 1, tile/0/x018/x014/x398/x509/x481/984.p/1"
  })
  void paths_are_those_of_the_published_examples(int level, long index, int width, String path) {
    Tile tile = new Tile(level, index, width);
    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).isEqualTo(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/0",
        "tile/0/",
        "tile/0/1",
        "tile/5/123/456/078",
        "tile/-1/123/456/078",
        "tile/00/001",
        "tile/64/001",
        "tile/data/001",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/001.p/0",
        "tile/0/001.p/05",
        "tile/0/001.p/256",
        "tile/0/001.p/",
        "tile/0/001/",
        "/tile/0/001",
        "tile/0/../001",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/x001/x000/x000/x000/x000/x000/000",
        "tile/0/\u0661\u0661\u0661"
      })
  void what_is_the_path_of_no_tile_is_refused(String path) {
    assertThatThrownBy(() -> Tile.parse(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_log_of_70_000_leaves_has_the_tiles_of_the_published_example() {
    MemoryTiles tiles = new MemoryTiles();
    TileWriter writer = TileWriter.begin(tiles);
    for (int i = 0; i < 70_000; i++) {
      writer.append(Hash.OF_NOTHING);
    }
    writer.flush();
    assertThat(Tile.edge(70_000))
        .containsExactly(new Tile(2, 0, 1), new Tile(1, 1, 17), new Tile(0, 273, 112));
    assertThat(tiles.read(List.of(new Tile(0, 272, 256), new Tile(1, 0, 256)))).hasSize(2);
    assertThat(tiles.read(List.of(new Tile(0, 273, 112), new Tile(2, 0, 1)))).hasSize(2);
    assertThat(tiles.read(List.of(new Tile(0, 274, 1), new Tile(1, 2, 1), new Tile(2, 1, 1))))
        .isEmpty();
    assertThat(tiles.read(List.of(new Tile(1, 1, 17))).get(new Tile(1, 1, 17)))
        .hasSize(17 * Hash.BYTES);
  }

  @Test
  void a_log_of_256_leaves_has_a_full_tile_and_a_hash_above_it() {
    assertThat(Tile.edge(256)).containsExactly(new Tile(1, 0, 1));
    assertThat(Tile.edge(255)).containsExactly(new Tile(0, 0, 255));
    assertThat(Tile.edge(0)).isEmpty();
    assertThat(Tile.edge(1L << 62)).containsExactly(new Tile(7, 0, 64));
  }

  @Test
  void entries_are_bundled_each_after_its_length() {
    byte[] bundle = EntryBundle.encode(List.of(new byte[0], new byte[] {7, 8}, new byte[300]));
    assertThat(bundle).startsWith(0, 0, 0, 2, 7, 8, 1, 44).hasSize(308);
    assertThat(EntryBundle.decode(bundle, 3).get(1)).containsExactly(7, 8);
    assertThat(EntryBundle.decode(EntryBundle.encode(List.of(new byte[0xFFFF])), 1).getFirst())
        .hasSize(0xFFFF);
  }

  @Test
  void what_is_no_bundle_of_so_many_entries_is_refused() {
    byte[] bundle = EntryBundle.encode(List.of(new byte[3], new byte[4]));
    for (int end = 0; end < bundle.length; end++) {
      byte[] part = Arrays.copyOf(bundle, end);
      assertThatThrownBy(() -> EntryBundle.decode(part, 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> EntryBundle.decode(bundle, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EntryBundle.decode(bundle, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EntryBundle.encode(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[0x10000])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
