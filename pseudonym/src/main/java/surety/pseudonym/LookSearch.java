package surety.pseudonym;

import java.util.List;

/// Searches a text and everything that a receiver could decode from it.
///
/// Depth 0 is the text as the content type has it; what is decoded from it is depth 1, and so on to
/// 3. A text at depth 3 in which something is still encoded ends the look, and so does a total that
/// grows beyond [#MOST_GROWTH] times the request.
final class LookSearch {
  private static final int MOST_DEPTH = 3;
  private static final int MOST_GROWTH = 64;
  private static final long ALLOWANCE = 4 << 20;
  private static final LookView[] IN_PLACE = {
    LookView.ESCAPES, LookView.PERCENT, LookView.ENTITIES, LookView.QUOTED_PRINTABLE, LookView.TAGS
  };

  private final List<LookNames> names;
  private final LookPolicy policy;
  private final long budget;
  private final LookSkeleton skeleton = new LookSkeleton();
  private final LongSet seen = new LongSet(8);
  private long read;

  LookSearch(List<LookNames> names, LookPolicy policy, int requestLength) {
    this.names = names;
    this.policy = policy;
    this.budget = (long) requestLength * MOST_GROWTH + ALLOWANCE;
  }

  /// Searches a text and its decodings.
  ///
  /// @throws LookRefused if a name was found, or the text cannot be searched
  void search(LookText text, String view) {
    search(text, view, 0, true);
  }

  /// Searches the values of a body, then the values of each member name in a row for long names,
  /// then the decodings.
  void searchValues(LookText values, LookChannels channels, String view) {
    readAndFind(values, view, true);
    int signs = skeleton.signs();
    int[] longRuns = skeleton.longRuns();
    if (policy.views().contains(LookView.JOINED)) {
      int longest = names.stream().mapToInt(LookNames::longest).max().orElse(0);
      find(channels.joined(skeleton, longest), values, view + "/" + LookView.JOINED.path(), false);
    }
    decode(values, view, 0, signs, longRuns);
  }

  /// Searches for long names alone, in letters that stand in a row whatever is between them.
  void searchLetters(LookText text, String view) {
    readAndFind(text, view, false);
  }

  private void readAndFind(LookText text, String view, boolean withShort) {
    read += text.length();
    if (read > budget) {
      throw LookRefused.because(Unproven.Reason.TOO_LARGE, view);
    }
    skeleton.read(text.bytes(), text.length());
    find(skeleton, text, view, withShort);
  }

  private void find(LookSkeleton letters, LookText text, String view, boolean withShort) {
    byte[] bytes = text.bytes();
    for (LookNames known : names) {
      int form = known.find(bytes, letters, withShort);
      if (form >= 0) {
        throw new LookRefused(new Leak(known.kind(form), view));
      }
    }
  }

  private void search(LookText text, String view, int depth, boolean withShort) {
    readAndFind(text, view, withShort);
    decode(text, view, depth, skeleton.signs(), skeleton.longRuns());
  }

  private void decode(LookText text, String view, int depth, int signs, int[] longRuns) {
    for (int i = 0; i < IN_PLACE.length; i++) {
      if ((signs >>> i & 1) != 0 && policy.views().contains(IN_PLACE[i])) {
        decodeInPlace(IN_PLACE[i], text, view, depth);
      }
    }
    if (longRuns.length > 0) {
      decodeRuns(text, longRuns, view, depth);
    }
  }

  private void decodeInPlace(LookView encoding, LookText text, String view, int depth) {
    LookText decoded = new LookText(0);
    int letters = LookDecoders.decode(encoding, text.bytes(), text.length(), decoded);
    if (letters == LookDecoders.UNCHANGED) {
      return;
    }
    String inner = view + "/" + encoding.path();
    if (depth < MOST_DEPTH) {
      if (seen.add(hash(decoded))) {
        search(decoded, inner, depth + 1, true);
      }
    } else if (letters > 0 && encoding != LookView.TAGS) {
      throw LookRefused.because(Unproven.Reason.TOO_DEEP, inner);
    }
  }

  private static long hash(LookText text) {
    byte[] bytes = text.bytes();
    long hash = text.length();
    for (int at = 0; at < text.length(); at += Long.BYTES) {
      hash = (hash ^ LookNames.eight(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private void decodeRuns(LookText text, int[] blocks, String view, int depth) {
    LookRuns runs = new LookRuns(policy, view);
    runs.read(text.bytes(), text.length(), blocks);
    if (runs.noise().length() > 0) {
      searchLetters(runs.noise(), view + "/" + LookView.BASE64.path());
    }
    inner(runs.text(), view + "/" + LookView.BASE64.path(), depth);
    inner(runs.hex(), view + "/" + LookView.HEX.path(), depth);
    inner(runs.compressed(), view + "/" + LookView.COMPRESSED.path(), depth);
  }

  private void inner(LookText text, String view, int depth) {
    if (text.length() == 0 || !seen.add(hash(text))) {
      return;
    }
    if (depth == MOST_DEPTH) {
      throw LookRefused.because(Unproven.Reason.TOO_DEEP, view);
    }
    search(text, view, depth + 1, true);
  }
}
