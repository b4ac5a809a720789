package surety.pseudonym;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A made-up directory for tests, the same for the same seed.
final class Firm {
  private static final String[] SYLLABLES = {
    "kra", "lömm", "nüx", "tabe", "vors", "zigg", "pulk", "grön", "queb", "wext", "fjor", "drüm",
    "blaś", "hylt", "çov", "ñarb", "škod", "łun", "pfaz", "jokk", "méz", "rüth", "baß", "tæk"
  };
  private static final String[] LEGAL = {
    " GmbH", " AG", " Ltd.", ", Inc.", " S.A.", " GmbH & Co. KG", " LLC", " B.V.", " Oy", ""
  };

  private final Random random;
  private final List<Entity> entities = new ArrayList<>();

  Firm(long seed, int size) {
    this.random = new Random(seed);
    for (int i = 0; i < size; i++) {
      entities.add(
          switch (i % 3) {
            case 0 -> new Entity("c" + i, EntityKind.CLIENT, words(2) + pick(LEGAL), List.of());
            case 1 ->
                new Entity("p" + i, EntityKind.PROJECT, words(2), List.of("QX-" + (1000 + i)));
            default -> new Entity("u" + i, EntityKind.PERSON, words(2), List.of());
          });
    }
  }

  List<Entity> entities() {
    return entities;
  }

  Directory.Builder directory() {
    Directory.Builder builder = Directory.builder();
    entities.forEach(builder::add);
    return builder;
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String word = pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES);
      words.append(i == 0 ? "" : " ").append(word.substring(0, 1).toUpperCase(Locale.ROOT));
      words.append(word.substring(1));
    }
    return words.toString();
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
