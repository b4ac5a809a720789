package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.translog.RunTiles.Runs;

/// Logs whose hashes are kept in runs, against [MerkleLog], whose roots and proofs are those of
/// published vectors.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TreeEdgeTest {

  @Test
  void roots_are_those_of_the_tree_whatever_its_size_and_however_often_it_is_stored() {
    MerkleLog log = new MerkleLog();
    TreeEdge edge = TreeEdge.begin();
    StoredRuns runs = new StoredRuns();
    for (int i = 0; i < 1200; i++) {
      Hash leaf = Hash.ofLeaf(new byte[] {(byte) i, (byte) (i >> 8)});
      log.appendHash(leaf);
      edge.append(leaf, runs);
      edge = TreeEdge.decode(i + 1, edge.encode());
      assertThat(edge.root()).isEqualTo(log.root());
      assertThat(new TileReader(new RunTiles(edge, runs)).root(i + 1)).isEqualTo(log.root());
    }
    assertThat(runs.levels()).containsOnlyKeys(0);
  }

  @Test
  void proofs_are_those_of_the_tree() {
    Cases.forAll(
        8,
        cases -> {
          MerkleLog log = new MerkleLog();
          TreeEdge edge = TreeEdge.begin();
          StoredRuns runs = new StoredRuns();
          for (Hash leaf : cases.leaves((int) cases.upTo(6000))) {
            log.appendHash(leaf);
            edge.append(leaf, runs);
          }
          TileReader reader = new TileReader(new RunTiles(edge, runs));
          for (int i = 0; i < 50; i++) {
            long size = cases.upTo(log.size());
            long former = cases.upTo(size);
            assertThat(reader.root(size)).isEqualTo(log.root(size));
            assertThat(reader.inclusion(former - 1, size))
                .isEqualTo(log.inclusion(former - 1, size));
            assertThat(reader.consistency(former, size)).isEqualTo(log.consistency(former, size));
          }
        });
  }

  @Test
  void tiles_of_all_levels_are_those_of_a_writer_of_tiles() {
    int size = 70_000;
    MemoryTiles tiles = new MemoryTiles();
    TileWriter writer = TileWriter.begin(tiles);
    TreeEdge edge = TreeEdge.begin();
    StoredRuns runs = new StoredRuns();
    for (int i = 0; i < size; i++) {
      Hash leaf = Hash.ofLeaf(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)});
      writer.append(leaf);
      edge.append(leaf, runs);
    }
    writer.flush();
    assertThat(runs.levels()).containsOnlyKeys(0, 1);
    RunTiles read = new RunTiles(edge, runs);
    List<Tile> asked =
        List.of(
            new Tile(0, 0, 256),
            new Tile(0, 272, 256),
            new Tile(0, 273, 112),
            new Tile(1, 0, 256),
            new Tile(1, 1, 17),
            new Tile(2, 0, 1));
    assertThat(read.read(asked)).containsExactlyInAnyOrderEntriesOf(tiles.read(asked));
  }

  @Test
  void a_tile_beyond_the_end_or_with_a_missing_run_is_not_there() {
    TreeEdge edge = TreeEdge.begin();
    StoredRuns runs = new StoredRuns();
    appendRun(edge, runs);
    appendRun(edge, runs);
    RunTiles tiles = new RunTiles(edge, runs);
    assertThat(tiles.read(List.of(new Tile(0, 0, 33)))).isEmpty();
    assertThat(tiles.read(List.of(new Tile(0, 1, 1)))).isEmpty();
    assertThat(tiles.read(List.of(new Tile(1, 0, 1)))).isEmpty();
    assertThat(tiles.read(List.of(new Tile(63, 0, 1)))).isEmpty();
    assertThat(tiles.read(List.of(new Tile(Tile.ENTRIES, 0, 1)))).isEmpty();
    assertThat(tiles.read(List.of(new Tile(0, 0, 32)))).isNotEmpty();
    runs.forget(0, 16);
    assertThat(tiles.read(List.of(new Tile(0, 0, 32)))).isEmpty();
  }

  @Test
  void an_edge_of_another_size_is_refused() {
    TreeEdge edge = TreeEdge.begin();
    appendRun(edge, (_, _, _) -> {});
    byte[] encoded = edge.encode();
    assertThat(TreeEdge.decode(0, new byte[0]).root()).isEqualTo(Hash.OF_NOTHING);
    for (long size : new long[] {0, 3, 15, 17, 256 + 16, (1L << 62) - 1}) {
      assertThatThrownBy(() -> TreeEdge.decode(size, encoded)).isInstanceOf(TilesBroken.class);
    }
    assertThatThrownBy(() -> TreeEdge.decode(16, Arrays.copyOf(encoded, encoded.length + 32)))
        .isInstanceOf(TilesBroken.class);
    assertThatThrownBy(() -> TreeEdge.decode(-1, encoded))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void appendRun(TreeEdge edge, TreeEdge.Runs runs) {
    for (int i = 0; i < TreeEdge.RUN; i++) {
      edge.append(Hash.ofLeaf(new byte[] {(byte) i}), runs);
    }
  }

  private static final class StoredRuns implements TreeEdge.Runs, RunTiles.RunSource {
    private final Map<Integer, Map<Long, byte[]>> levels = new HashMap<>();

    Map<Integer, Map<Long, byte[]>> levels() {
      return levels;
    }

    void forget(int level, long first) {
      levels.getOrDefault(level, new HashMap<>()).remove(first);
    }

    @Override
    public void complete(int level, long first, byte[] hashes) {
      byte[] former = levels.computeIfAbsent(level, _ -> new HashMap<>()).put(first, hashes);
      assertThat(former).isNull();
      assertThat(hashes).hasSize(TreeEdge.RUN * Hash.BYTES);
    }

    @Override
    public Map<Runs, byte[]> read(List<Runs> asked) {
      Map<Runs, byte[]> read = new HashMap<>();
      for (Runs part : asked) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long first = part.first();
            first < part.first() + part.count();
            first += TreeEdge.RUN) {
          all.writeBytes(
              levels.getOrDefault(part.level(), Map.of()).getOrDefault(first, new byte[0]));
        }
        read.put(part, all.toByteArray());
      }
      return read;
    }
  }
}
