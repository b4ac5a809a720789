package surety.pseudonym;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The stable tokens of the entities of one directory, by their places in [Directory#entities()],
/// under the key that was used last.
///
/// They depend on directory and key alone, so that every further conversation of a workspace finds
/// them here instead of computing them again. Safe for any thread.
final class CoinedTokens {
  private final int entities;
  private volatile Table latest = new Table(new byte[0], new AtomicReferenceArray<>(0));

  CoinedTokens(int entities) {
    this.entities = entities;
  }

  /// A token that is nobody's yet in any conversation.
  ///
  /// @param key the token's text as [LiveTokens#key(String)] has it
  /// @param codeHash hash of the last word of its code
  /// @param beginsForms whether that word is the first of any form
  record Coined(Token token, String key, int codeHash, boolean beginsForms) {}

  private record Table(byte[] key, AtomicReferenceArray<Coined> byEntity) {}

  /// The tokens that were computed under a key, to read and to add to.
  AtomicReferenceArray<Coined> under(TokenKey key) {
    Table known = latest;
    if (!Arrays.equals(known.key, key.bytes())) {
      known = new Table(key.bytes(), new AtomicReferenceArray<>(entities));
      latest = known;
    }
    return known.byEntity;
  }
}
