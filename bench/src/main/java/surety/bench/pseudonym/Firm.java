package surety.bench.pseudonym;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import surety.pseudonym.Directory;
import surety.pseudonym.Entity;
import surety.pseudonym.EntityKind;

/// A made-up firm that knows many clients, projects and people; the same for the same seed and
/// size. Words are made of syllables, so that each is as rare as real names are, and first names
/// repeat as real ones do.
public final class Firm {
  private static final String[] ONSETS = {
    "b", "br", "ch", "d", "dr", "f", "fj", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "pf",
    "qu", "r", "s", "sch", "št", "t", "tr", "v", "w", "z", "ñ", "ł"
  };
  private static final String[] VOWELS = {
    "a", "e", "i", "o", "u", "a", "e", "i", "o", "ei", "au", "ie", "ü", "ö", "é", "æ"
  };
  private static final String[] CODAS = {
    "", "", "", "l", "n", "r", "m", "s", "ck", "ld", "nk", "rt", "x", "ng", "ß", "st"
  };
  private static final String[] ENDINGS = {
    "a", "en", "er", "ing", "man", "sen", "ski", "ova", "ez", "berg", "dorf", "ton", "wick", "i"
  };
  private static final String[] SECTORS = {
    " Logistics", " Consulting", " Systems", " Bau", " Energy", " Group", " Software", "", "", ""
  };
  private static final String[] LEGAL = {
    " GmbH", " AG", " Ltd.", ", Inc.", " S.A.", " GmbH & Co. KG", " LLC", " B.V.", " Oy", ""
  };
  private static final int FIRST_NAMES = 400;

  private final Random random;
  private final List<String> firstNames = new ArrayList<>();
  private final List<Entity> entities = new ArrayList<>();

  /// Makes up a firm of `size` entities: two fifths clients, two fifths people, one fifth projects.
  public Firm(long seed, int size) {
    this.random = new Random(seed);
    for (int i = 0; i < FIRST_NAMES; i++) {
      firstNames.add(word(1));
    }
    for (int i = 0; i < size; i++) {
      entities.add(entity(i));
    }
  }

  private Entity entity(int i) {
    return switch (i % 5) {
      case 0, 1 -> new Entity("c" + i, EntityKind.CLIENT, client(), List.of());
      case 2 -> new Entity("p" + i, EntityKind.PROJECT, project(), List.of("QX-" + (10_000 + i)));
      default -> new Entity("u" + i, EntityKind.PERSON, person(), List.of());
    };
  }

  private String client() {
    String name = word(2) + (random.nextInt(3) == 0 ? " " + word(1) : "");
    return name + pick(SECTORS) + pick(LEGAL);
  }

  private String project() {
    return word(2) + " " + word(1);
  }

  private String person() {
    return firstNames.get(random.nextInt(FIRST_NAMES)) + " " + word(2);
  }

  private String word(int syllables) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= syllables; i++) {
      word.append(pick(ONSETS)).append(pick(VOWELS)).append(pick(CODAS));
    }
    word.append(pick(ENDINGS));
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  /// All of them.
  public List<Entity> entities() {
    return List.copyOf(entities);
  }

  /// Their directory, compiled anew.
  public Directory directory() {
    Directory.Builder builder = Directory.builder();
    entities.forEach(builder::add);
    return builder.build();
  }
}
