package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Roots and proofs, against the published vectors of Certificate Transparency's reference
/// implementation and against the definition in RFC 6962, section 2.1.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MerkleLogTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void roots_are_those_of_the_published_vectors() {
    MerkleLog log = new MerkleLog();
    assertThat(log.root().hex()).isEqualTo(ROOTS.getFirst());
    for (int i = 0; i < LEAVES.size(); i++) {
      assertThat(log.append(HexFormat.of().parseHex(LEAVES.get(i)))).isEqualTo(i);
      assertThat(log.root().hex()).isEqualTo(ROOTS.get(i + 1));
    }
    for (int size = 0; size <= LEAVES.size(); size++) {
      assertThat(log.root(size).hex()).isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  void inclusion_proofs_are_those_of_the_published_vectors() {
    MerkleLog log = published();
    assertThat(hex(log.inclusion(0, 1))).isEmpty();
    assertThat(hex(log.inclusion(0, 8)))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(hex(log.inclusion(5, 8)))
        .containsExactly(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @Test
  void consistency_proofs_are_those_of_the_published_vectors() {
    MerkleLog log = published();
    assertThat(log.consistency(1, 1)).isEmpty();
    assertThat(hex(log.consistency(6, 8)))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(hex(log.consistency(2, 5)))
        .containsExactly(
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  @Test
  void roots_are_those_of_the_definition_for_any_size() {
    List<Hash> leaves = new ArrayList<>();
    MerkleLog log = new MerkleLog();
    for (int i = 0; i < 130; i++) {
      byte[] leaf = {(byte) i, 7};
      leaves.add(Hash.ofLeaf(leaf));
      log.append(leaf);
      assertThat(log.root()).isEqualTo(definition(leaves));
    }
  }

  @Test
  void every_leaf_is_proven_and_nothing_else() {
    MerkleLog log = numbered(70);
    Hash stranger = Hash.ofLeaf(new byte[] {99});
    for (int size = 1; size <= 70; size++) {
      Hash root = log.root(size);
      for (int index = 0; index < size; index++) {
        List<Hash> path = log.inclusion(index, size);
        Hash leaf = Hash.ofLeaf(new byte[] {(byte) index});
        assertThat(MerkleProof.includes(root, size, index, leaf, path)).isTrue();
        assertThat(MerkleProof.includes(root, size, index, stranger, path)).isFalse();
        assertThat(MerkleProof.includes(stranger, size, index, leaf, path)).isFalse();
        assertThat(MerkleProof.includes(root, size, size, leaf, path)).isFalse();
        assertThat(MerkleProof.includes(root, size, index, leaf, longer(path))).isFalse();
      }
    }
  }

  @Test
  void every_growth_is_proven_and_no_rewriting() {
    MerkleLog log = numbered(40);
    MerkleLog rewritten = new MerkleLog();
    rewritten.append(new byte[] {55});
    for (int i = 1; i < 40; i++) {
      rewritten.append(new byte[] {(byte) i});
    }
    for (int size = 1; size <= 40; size++) {
      for (int former = 1; former <= size; former++) {
        List<Hash> path = log.consistency(former, size);
        Hash old = log.root(former);
        Hash now = log.root(size);
        assertThat(MerkleProof.consistent(old, former, now, size, path)).isTrue();
        assertThat(MerkleProof.consistent(rewritten.root(former), former, now, size, path))
            .isFalse();
        assertThat(MerkleProof.consistent(old, former, rewritten.root(size), size, path)).isFalse();
        assertThat(MerkleProof.consistent(old, former, now, size, longer(path))).isFalse();
      }
    }
  }

  @Test
  void a_proof_with_any_hash_changed_or_left_out_proves_nothing() {
    Random random = new Random(1);
    MerkleLog log = numbered(60);
    for (int i = 0; i < 300; i++) {
      int size = 2 + random.nextInt(59);
      int index = random.nextInt(size);
      List<Hash> path = new ArrayList<>(log.inclusion(index, size));
      int at = random.nextInt(path.size());
      if (random.nextBoolean()) {
        path.remove(at);
      } else {
        path.set(at, Hash.of(new byte[] {1}));
      }
      Hash leaf = Hash.ofLeaf(new byte[] {(byte) index});
      assertThat(MerkleProof.includes(log.root(size), size, index, leaf, path)).isFalse();
    }
  }

  @Test
  void what_is_not_in_the_log_has_no_proof() {
    MerkleLog log = numbered(3);
    assertThatThrownBy(() -> log.inclusion(3, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.inclusion(0, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.consistency(0, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.consistency(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.root(4)).isInstanceOf(IllegalArgumentException.class);
  }

  // RFC 6962, section 2.1, word for word: slow, recursive and obviously right.
  private static Hash definition(List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = 1;
    while (split * 2 < leaves.size()) {
      split *= 2;
    }
    return Hash.ofNode(
        definition(leaves.subList(0, split)), definition(leaves.subList(split, leaves.size())));
  }

  private static MerkleLog published() {
    MerkleLog log = new MerkleLog();
    LEAVES.forEach(leaf -> log.append(HexFormat.of().parseHex(leaf)));
    return log;
  }

  private static MerkleLog numbered(int leaves) {
    MerkleLog log = new MerkleLog();
    for (int i = 0; i < leaves; i++) {
      log.append(new byte[] {(byte) i});
    }
    return log;
  }

  private static List<Hash> longer(List<Hash> path) {
    List<Hash> more = new ArrayList<>(path);
    more.add(Hash.OF_NOTHING);
    return more;
  }

  private static List<String> hex(List<Hash> hashes) {
    return hashes.stream().map(Hash::hex).toList();
  }
}
