package surety.bench.pseudonym;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import surety.pseudonym.Entity;
import surety.pseudonym.EntityKind;

/// Cases for replacement: a short or full form of a name, written in some way, somewhere in a text.
/// None of it comes from the library.
public final class Disguises {
  private static final List<String> LEGAL =
      List.of(" GmbH & Co. KG", " GmbH", " AG", " Ltd.", ", Inc.", " S.A.", " LLC", " B.V.", " Oy");
  private static final String LATIN = "aecopxysijhkmtABEKMHOPCTX";
  private static final String ALIKE = "аесорхуѕіјһкмтАВЕКМНОРСТХ";
  private static final List<String> PLACES =
      List.of(
          "%s",
          "%s has paid its bill",
          "the bill went out to %s",
          "we told %s's team about it",
          "is it %ss plan? (%s)",
          "see https_docs/%s/index",
          "\"%s\", he said",
          "key_%s_value",
          "Re: %s. Client A and client b agree",
          "- item\n- [%s](notes.txt)\n",
          "a,b;%s;7.50",
          "first line\\n%s\\tsecond",
          "{\"k\": \"%s\"}",
          "2026-03-01 %s 12,50 EUR",
          "Die %s-Rechnung: %s!",
          "\u201E%s\u201C \u2014 %s\u2026");

  private static final List<UnaryOperator<String>> GAPS =
      List.of(
          form -> form.replace(' ', '\u00A0'),
          form -> form.replace(" ", "\n"),
          form -> form.replace(' ', '-'),
          form -> form.replace(' ', '_'),
          form -> form.replace(" ", "  "),
          form -> form.replace(" ", "").replace(",", "").replace(".", ""),
          form -> "**" + form.replace(" ", "** *") + "*");
  private static final List<UnaryOperator<String>> ENCODINGS =
      List.of(
          Disguises::escaped,
          form -> beyondAscii(form, "&#%d;"),
          form -> beyondAscii(form, "&#x%x;"),
          form -> URLEncoder.encode(form, StandardCharsets.UTF_8).replace("+", "%20"),
          form -> URLEncoder.encode(form, StandardCharsets.UTF_8).replace('%', '='));

  private final Random random;

  /// A disguise for each number that comes from `random`.
  public Disguises(Random random) {
    this.random = random;
  }

  /// One case.
  ///
  /// @param form as it is declared, or follows from what is declared
  /// @param text where it stands in disguise
  public record Case(String form, String text) {}

  /// The next case for an entity: its letters, then what is between its words, then both together
  /// written otherwise, each in one of many ways or as it is.
  public Case next(Entity entity) {
    String form = form(entity);
    String written = pick(ENCODINGS).apply(pick(GAPS).apply(pick(letters()).apply(form)));
    return new Case(form, PLACES.get(random.nextInt(PLACES.size())).replace("%s", written));
  }

  private UnaryOperator<String> pick(List<UnaryOperator<String>> ways) {
    return random.nextBoolean() ? form -> form : ways.get(random.nextInt(ways.size()));
  }

  private String form(Entity entity) {
    String name = entity.name();
    for (String legal : LEGAL) {
      name = name.endsWith(legal) ? name.substring(0, name.length() - legal.length()) : name;
    }
    String[] words = name.split(" ", -1);
    boolean person = entity.kind() == EntityKind.PERSON;
    String last = words[words.length - 1];
    return switch (random.nextInt(6)) {
      case 0 -> entity.name();
      case 1 -> person ? last : name;
      case 2 -> person ? words[0].charAt(0) + ". " + last : name;
      case 3 -> person ? last + ", " + words[0] : name;
      case 4 -> entity.aliases().isEmpty() ? name : entity.aliases().getFirst();
      default -> person ? words[0] : name;
    };
  }

  private List<UnaryOperator<String>> letters() {
    return List.of(
        form -> form.toUpperCase(Locale.ROOT),
        form -> form.toLowerCase(Locale.ROOT),
        form -> Normalizer.normalize(form, Normalizer.Form.NFD),
        form -> Normalizer.normalize(form, Normalizer.Form.NFD).replaceAll("\\p{M}", ""),
        form -> between(form, "\u200B"),
        form -> between(form, "\u00AD"),
        form -> between(form, "\u202E"),
        form -> between(form, "\uDB40\uDC41"),
        form -> each(form, Disguises::alike),
        form -> each(form, Disguises::wide),
        form -> each(form, Disguises::bold),
        form -> form.replace("ö", "oe").replace("ü", "ue").replace("ß", "ss"),
        form -> form.replace("'", "\u2019"));
  }

  private String between(String form, String added) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < form.length(); i++) {
      out.append(form.charAt(i));
      if (i + 1 < form.length() && random.nextInt(3) == 0) {
        out.append(added);
      }
    }
    return out.toString();
  }

  private static String each(String form, IntFunction<String> written) {
    StringBuilder out = new StringBuilder();
    form.codePoints().forEach(letter -> out.append(written.apply(letter)));
    return out.toString();
  }

  private static String alike(int letter) {
    int at = LATIN.indexOf(letter);
    return at < 0 ? Character.toString(letter) : ALIKE.substring(at, at + 1);
  }

  private static String wide(int letter) {
    return Character.toString(letter > ' ' && letter < 127 ? letter + 0xFEE0 : letter);
  }

  private static String bold(int letter) {
    if (letter >= 'a' && letter <= 'z') {
      return Character.toString(0x1D41A + letter - 'a');
    }
    return Character.toString(letter >= 'A' && letter <= 'Z' ? 0x1D400 + letter - 'A' : letter);
  }

  private static String escaped(String form) {
    StringBuilder out = new StringBuilder();
    form.chars()
        .mapToObj(unit -> unit < 127 ? String.valueOf((char) unit) : String.format("\\u%04x", unit))
        .forEach(out::append);
    return out.toString();
  }

  private static String beyondAscii(String form, String pattern) {
    return each(
        form, letter -> letter < 127 ? Character.toString(letter) : String.format(pattern, letter));
  }
}
