package surety.translog;

import java.util.Iterator;
import java.util.List;

/// Checks proofs with nothing but the hashes that they state (RFC 9162, sections 2.1.3.2 and
/// 2.1.4.2). It shares no code with [MerkleLog], which makes them.
public final class MerkleProof {
  private MerkleProof() {}

  /// Whether `path` shows that the leaf with hash `leaf` is at `index` in the log of `size` leaves
  /// with this root.
  public static boolean includes(Hash root, long size, long index, Hash leaf, List<Hash> path) {
    if (index < 0 || index >= size) {
      return false;
    }
    long at = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        hash = Hash.ofNode(sibling, hash);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        hash = Hash.ofNode(hash, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /// Whether `path` shows that the log of `size` leaves with root `root` begins with the log of
  /// `formerSize` leaves with root `former`.
  public static boolean consistent(
      Hash former, long formerSize, Hash root, long size, List<Hash> path) {
    if (formerSize < 1 || formerSize > size) {
      return false;
    }
    if (formerSize == size) {
      return path.isEmpty() && former.equals(root);
    }
    boolean complete = Long.bitCount(formerSize) == 1;
    if (!complete && path.isEmpty()) {
      return false;
    }
    Iterator<Hash> rest = path.iterator();
    return climb(complete ? former : rest.next(), former, formerSize, root, size, rest);
  }

  private static boolean climb(
      Hash seed, Hash former, long formerSize, Hash root, long size, Iterator<Hash> path) {
    long at = formerSize - 1;
    long last = size - 1;
    while ((at & 1) == 1) {
      at >>= 1;
      last >>= 1;
    }
    Hash old = seed;
    Hash now = seed;
    while (path.hasNext()) {
      Hash sibling = path.next();
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        old = Hash.ofNode(sibling, old);
        now = Hash.ofNode(sibling, now);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        now = Hash.ofNode(now, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(former) && now.equals(root);
  }
}
