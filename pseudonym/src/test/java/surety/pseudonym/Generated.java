package surety.pseudonym;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// A small generator of answers and of cuts. A failing case names its seed, and the same seed gives
/// the same case.
final class Generated {
  private static final List<String> PIECES =
      List.of(
          "Client A",
          "Client_K7MQX",
          "client b",
          "clients A, B and AB",
          "Clients",
          "Client",
          "**",
          "Client **A**",
          "Client\\_K7MQX",
          "{2}",
          "{9}",
          "{",
          " ",
          "_",
          "'s",
          "s",
          "a",
          "A",
          "B",
          "https://x.example/",
          "](",
          ")",
          "![i](",
          "www.",
          "\n",
          "\"",
          "\\",
          "\\u0041",
          "{\"k\":\"",
          "\"}",
          "ü",
          "漢",
          "\uD83D\uDE00",
          "Project Alpha",
          "Project",
          "AlphaAlpha",
          "Person B",
          "Link A",
          "mailto:",
          "Email A",
          "Literal A",
          "I",
          "and ",
          ", ",
          "the ",
          "invoice ",
          "é",
          "Client Z",
          "Client_BCDFG",
          "CLIENT A",
          "=\"",
          "<a href=\"",
          "Pro",
          "Cli",
          "ent");

  private final Random random;

  Generated(long seed) {
    random = new Random(seed);
  }

  static void forAll(int count, Consumer<Generated> check) {
    for (long seed = 1; seed <= count; seed++) {
      try {
        check.accept(new Generated(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("case with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }

  /// Text made of tokens, pieces of tokens and what may surround them.
  String answer() {
    StringBuilder answer = new StringBuilder(below(6) == 0 ? "{\"a\":\"" : "");
    for (int i = below(14); i >= 0; i--) {
      answer.append(one(PIECES));
    }
    return answer.toString();
  }

  /// A cut position after `from`.
  int cut(int from, int length) {
    return Math.min(length, from + 1 + below(below(3) == 0 ? 40 : 6));
  }
}
