package surety.pseudonym;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/// The links with tokens that were sent to the model, each from its beginning to a token.
///
/// A token in a link is restored only if the same link, as far as the token, was sent: then the
/// answer repeats what its reader wrote. In a link of the model's own making it stays.
final class LinkMemory {
  private static final int MOST = 20_000;

  private final Set<String> sent = Collections.synchronizedSet(new HashSet<>());

  /// Notes a link as far as the end of a token. Beyond the limit nothing is noted, so that tokens
  /// in
  /// further links stay.
  void note(String link) {
    if (sent.size() < MOST) {
      sent.add(link);
    }
  }

  /// All that was noted, in no order.
  Set<String> all() {
    synchronized (sent) {
      return Set.copyOf(sent);
    }
  }

  boolean knows(String link) {
    return sent.contains(link);
  }
}
