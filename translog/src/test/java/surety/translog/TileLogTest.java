package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs that are written as tiles and read from them, against [MerkleLog], whose roots and proofs
/// are those of published vectors.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TileLogTest {

  @Test
  void roots_are_those_of_the_tree_whatever_its_size_and_however_often_it_is_taken_up_again() {
    MerkleLog log = new MerkleLog();
    Frontier frontier = new Frontier();
    MemoryTiles tiles = new MemoryTiles();
    TileWriter writer = TileWriter.begin(tiles);
    for (int i = 0; i < 1200; i++) {
      Hash leaf = Hash.ofLeaf(new byte[] {(byte) i, (byte) (i >> 8)});
      assertThat(writer.append(leaf)).isEqualTo(log.appendHash(leaf));
      frontier.append(leaf);
      writer.flush();
      if (i % 7 == 0) {
        writer = TileWriter.resume(tiles, i + 1, log.root());
      }
      assertThat(writer.root()).isEqualTo(log.root()).isEqualTo(frontier.root());
      assertThat(new TileReader(tiles).root(i + 1)).isEqualTo(log.root());
    }
  }

  @Test
  void proofs_are_those_of_the_tree() {
    Cases.forAll(
        12,
        cases -> {
          MerkleLog log = new MerkleLog();
          MemoryTiles tiles = new MemoryTiles();
          TileWriter writer = TileWriter.begin(tiles);
          for (Hash leaf : cases.leaves((int) cases.upTo(3000))) {
            log.appendHash(leaf);
            writer.append(leaf);
          }
          writer.flush();
          TileReader reader = new TileReader(tiles);
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
  void a_log_of_up_to_2_to_the_62_leaves_proves_from_a_few_tiles() {
    EqualLeaves store = new EqualLeaves(Hash.ofLeaf(new byte[] {1}));
    TileReader reader = new TileReader(store);
    Cases.forAll(
        400,
        cases -> {
          long size = cases.below(10) == 0 ? 1L << 62 : cases.upTo(1L << 62);
          long former = cases.upTo(size);
          long index = former - 1;
          Hash root = reader.root(size);
          store.forgetReads();
          List<Hash> path = reader.inclusion(index, size);
          assertThat(store.reads()).isLessThanOrEqualTo(16);
          assertThat(MerkleProof.includes(root, size, index, store.leaf(), path)).isTrue();
          store.forgetReads();
          List<Hash> growth = reader.consistency(former, size);
          assertThat(store.reads()).isLessThanOrEqualTo(24);
          assertThat(MerkleProof.consistent(reader.root(former), former, root, size, growth))
              .isTrue();
          TileWriter writer = TileWriter.resume(store, size, root);
          assertThat(writer.root()).isEqualTo(root);
        });
  }

  @Test
  void a_full_log_takes_no_leaf() {
    EqualLeaves store = new EqualLeaves(Hash.ofLeaf(new byte[] {1}));
    Hash root = new TileReader(store).root(1L << 62);
    TileWriter writer = TileWriter.resume(store, 1L << 62, root);
    assertThatThrownBy(() -> writer.append(root)).isInstanceOf(IllegalArgumentException.class);
    assertThat(writer.size()).isEqualTo(1L << 62);
  }

  @Test
  void no_tile_with_a_changed_byte_passes() {
    Cases.forAll(
        25,
        cases -> {
          Written log = Written.of(cases.leaves(257 + cases.below(700)));
          Tile tile = cases.pick(List.copyOf(log.tiles.keySet()));
          log.store.put(Map.of(tile, cases.altered(log.content(tile))));
          assertThat(LongStream.range(0, log.size).allMatch(log::proves)).isFalse();
          if (!tile.isFull()) {
            assertThatThrownBy(() -> TileWriter.resume(log.store, log.size, log.root))
                .isInstanceOf(TilesBroken.class);
          }
        });
  }

  @Test
  void every_byte_of_the_right_edge_counts() {
    Written log = Written.of(leavesOf(259));
    for (Tile tile : Tile.edge(259)) {
      byte[] content = log.content(tile);
      for (int i = 0; i < content.length; i++) {
        byte[] altered = content.clone();
        altered[i] ^= 1;
        log.store.put(Map.of(tile, altered));
        assertThatThrownBy(() -> TileWriter.resume(log.store, 259, log.root))
            .isInstanceOf(TilesBroken.class)
            .hasMessageContaining("right edge");
      }
      log.store.put(Map.of(tile, content));
    }
    assertThat(TileWriter.resume(log.store, 259, log.root).size()).isEqualTo(259);
  }

  @Test
  void a_missing_or_cut_tile_is_named() {
    Written log = Written.of(leavesOf(300));
    log.store.put(Map.of(new Tile(0, 1, 44), new byte[43 * Hash.BYTES]));
    assertThatThrownBy(() -> log.reader().inclusion(299, 300))
        .isInstanceOf(TilesBroken.class)
        .hasMessage("tile/0/001.p/44: has 1376 bytes");
    assertThatThrownBy(() -> log.reader().root(70_000))
        .isInstanceOf(TilesBroken.class)
        .hasMessage("tile/2/000.p/1: is missing");
    assertThatThrownBy(() -> TileWriter.resume(new MemoryTiles(), 3, log.root))
        .isInstanceOf(TilesBroken.class)
        .hasMessage("tile/0/000.p/3: is missing");
  }

  @Test
  void what_is_not_in_the_log_has_no_proof() {
    TileReader reader = Written.of(leavesOf(3)).reader();
    assertThatThrownBy(() -> reader.inclusion(3, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.inclusion(-1, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.leaf(3, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.consistency(0, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.consistency(4, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.root(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.root((1L << 62) + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(reader.root(0)).isEqualTo(Hash.OF_NOTHING);
    assertThat(reader.leaf(1, 3)).isEqualTo(leavesOf(3).get(1));
  }

  @Test
  void after_a_failure_of_the_store_the_same_flush_is_tried_again() {
    boolean[] fails = {true};
    MemoryTiles kept = new MemoryTiles();
    TileStore store =
        new TileStore() {
          @Override
          public Map<Tile, byte[]> read(Collection<Tile> tiles) {
            return kept.read(tiles);
          }

          @Override
          public void put(Map<Tile, byte[]> tiles) {
            if (fails[0]) {
              throw new IllegalStateException("no room");
            }
            kept.put(tiles);
          }
        };
    TileWriter writer = TileWriter.begin(store);
    leavesOf(300).forEach(writer::append);
    assertThatThrownBy(writer::flush).hasMessage("no room");
    fails[0] = false;
    writer.flush();
    assertThat(TileWriter.resume(kept, 300, writer.root()).root()).isEqualTo(writer.root());
  }

  @Test
  void a_folder_keeps_tiles_at_their_paths(@TempDir Path folder) throws IOException {
    TileFolder store = new TileFolder(folder);
    TileWriter writer = TileWriter.begin(store);
    List<Hash> leaves = leavesOf(260);
    for (Hash leaf : leaves) {
      writer.append(leaf);
      if (writer.size() % 51 == 0) {
        writer.flush();
      }
    }
    writer.flush();
    assertThat(folder.resolve("tile/0/000"))
        .hasBinaryContent(TileHashes.encode(leaves.subList(0, 256)));
    assertThat(folder.resolve("tile/0/000.p")).doesNotExist();
    assertThat(Files.size(folder.resolve("tile/0/001.p/4"))).isEqualTo(4L * Hash.BYTES);
    assertThat(folder.resolve("tile/1/000.p/1")).exists();
    TileReader reader = new TileReader(store);
    assertThat(reader.root(260)).isEqualTo(writer.root());
    assertThat(reader.inclusion(3, 102)).hasSize(7);
    assertThat(TileWriter.resume(store, 260, writer.root()).size()).isEqualTo(260);
  }

  private static List<Hash> leavesOf(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Hash.ofLeaf(new byte[] {(byte) i, (byte) (i >> 8)}))
        .toList();
  }

  /// A log that is written, with its tiles at hand.
  private record Written(
      MemoryTiles store, Map<Tile, byte[]> tiles, List<Hash> leaves, long size, Hash root) {

    static Written of(List<Hash> leaves) {
      MemoryTiles store = new MemoryTiles();
      Map<Tile, byte[]> tiles = new HashMap<>();
      TileStore both =
          new TileStore() {
            @Override
            public Map<Tile, byte[]> read(Collection<Tile> wanted) {
              return store.read(wanted);
            }

            @Override
            public void put(Map<Tile, byte[]> fresh) {
              tiles.putAll(fresh);
              store.put(fresh);
            }
          };
      TileWriter writer = TileWriter.begin(both);
      leaves.forEach(writer::append);
      writer.flush();
      return new Written(store, tiles, leaves, writer.size(), writer.root());
    }

    byte[] content(Tile tile) {
      return Objects.requireNonNull(tiles.get(tile));
    }

    boolean proves(long index) {
      Hash leaf = leaves.get((int) index);
      return MerkleProof.includes(root, size, index, leaf, reader().inclusion(index, size));
    }

    TileReader reader() {
      return new TileReader(store);
    }
  }
}
