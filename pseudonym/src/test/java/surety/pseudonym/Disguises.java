package surety.pseudonym;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Ways to write a name in a text, for tests: none of them shares code with the library.
final class Disguises {
  private static final List<String> LEGAL =
      List.of(" GmbH & Co. KG", " GmbH", " AG", " Ltd.", ", Inc.", " S.A.", " LLC", " B.V.", " Oy");
  private static final String LATIN = "aecopxysijhkmtABEKMHOPCTX";
  private static final String ALIKE = "аесорхуѕіјһкмтАВЕКМНОРСТХ";
  private static final int FORMS = 6;
  private static final int ENCODINGS = 20;
  private static final int POSITIONS = 12;

  private final Random random;

  Disguises(Random random) {
    this.random = random;
  }

  /// The name, or a short form that the specification derives from it.
  String form(Entity entity) {
    String name = withoutLegal(entity.name());
    String[] words = name.split(" ", -1);
    boolean person = entity.kind() == EntityKind.PERSON;
    return switch (random.nextInt(FORMS)) {
      case 0 -> entity.name();
      case 1 -> person ? words[words.length - 1] : name;
      case 2 -> person ? words[0].charAt(0) + ". " + words[words.length - 1] : name;
      case 3 -> person ? words[words.length - 1] + ", " + words[0] : name;
      case 4 -> entity.aliases().isEmpty() ? name : entity.aliases().getFirst();
      default -> person ? words[0] : name;
    };
  }

  private static String withoutLegal(String name) {
    for (String legal : LEGAL) {
      if (name.endsWith(legal)) {
        return name.substring(0, name.length() - legal.length());
      }
    }
    return name;
  }

  /// The form, written in another way.
  String encode(String form) {
    return switch (random.nextInt(ENCODINGS)) {
      case 0 -> form.toUpperCase(Locale.ROOT);
      case 1 -> form.toLowerCase(Locale.ROOT);
      case 2 -> Normalizer.normalize(form, Normalizer.Form.NFD);
      case 3 -> Normalizer.normalize(form, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
      case 4 -> form.replace(' ', '\u00A0');
      case 5 -> form.replace(" ", "\n");
      case 6 -> form.replace(' ', '-');
      case 7 -> form.replace(' ', '_');
      case 8 -> between(form, "\u200B");
      case 9 -> between(form, "\u00AD");
      case 10 -> alike(form);
      case 11 -> wide(form);
      case 12 -> form.replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
      case 13 -> form.replace(" ", "").replace(",", "").replace(".", "");
      case 14 -> escaped(form, "\\u%04x");
      case 15 -> escaped(form, "&#%d;");
      case 16 -> URLEncoder.encode(form, StandardCharsets.UTF_8).replace("+", "%20");
      case 17 -> "**" + form.replace(" ", "** *") + "*";
      case 18 -> between(form, "\u202E");
      default -> form;
    };
  }

  /// The encoded form in a text.
  String place(String written) {
    return switch (random.nextInt(POSITIONS)) {
      case 0 -> written;
      case 1 -> written + " has paid its bill";
      case 2 -> "the bill went out to " + written;
      case 3 -> "we told " + written + "'s team about it";
      case 4 -> "is it " + written + "s plan? (" + written + ")";
      case 5 -> "see https_docs/" + written + "/index";
      case 6 -> "\"" + written + "\", he said";
      case 7 -> "key_" + written + "_value";
      case 8 -> "Re: " + written + ". Client A and client b agree";
      case 9 -> "- item\n- [" + written + "](notes.txt)\n";
      case 10 -> "a,b;" + written + ";7.50";
      default -> "first line\\n" + written + "\\tsecond";
    };
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

  private static String alike(String form) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < form.length(); i++) {
      int at = LATIN.indexOf(form.charAt(i));
      out.append(at < 0 ? form.charAt(i) : ALIKE.charAt(at));
    }
    return out.toString();
  }

  private static String wide(String form) {
    StringBuilder out = new StringBuilder();
    for (char letter : form.toCharArray()) {
      out.append(letter > ' ' && letter < 127 ? (char) (letter + 0xFEE0) : letter);
    }
    return out.toString();
  }

  private static String escaped(String form, String pattern) {
    StringBuilder out = new StringBuilder();
    for (char letter : form.toCharArray()) {
      out.append(letter < 127 ? "" + letter : String.format(pattern, (int) letter));
    }
    return out.toString();
  }
}
