package surety.pseudonym;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// Derives the declared forms of one entity, SPEC.md section 2.
final class Forms {
  private static final int LEAST_JOINED = 5;
  private static final int MOST_MIXED = 4;
  private static final String[][] UMLAUTS = {
    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ø", "oe"}, {"å", "aa"}
  };

  private final Entity entity;
  private final boolean derive;
  private final boolean ordinaryWords;
  private final Consumer<Form> reader;
  private final Set<String> given = new HashSet<>();

  private Forms(Entity entity, Set<Rule> rules, Consumer<Form> reader) {
    this.entity = entity;
    this.derive = rules.contains(Rule.DERIVED_FORMS);
    this.ordinaryWords = rules.contains(Rule.ORDINARY_WORDS);
    this.reader = reader;
  }

  static void of(Entity entity, Set<Rule> rules, Consumer<Form> reader) {
    Forms forms = new Forms(entity, rules, reader);
    forms.declared(entity.name(), FormRule.NAME);
    for (String alias : entity.aliases()) {
      forms.declared(alias, FormRule.ALIAS);
    }
  }

  private void declared(String name, FormRule rule) {
    give(name, rule, classOfDeclared(name));
    if (!derive) {
      return;
    }
    spelled(name, classOfDeclared(name));
    if (AddressForms.isAddress(name)) {
      AddressForms.derive(entity.kind(), name, this);
      return;
    }
    switch (entity.kind()) {
      case CLIENT -> ClientForms.derive(name, this);
      case PROJECT -> ProjectForms.derive(name, this);
      case PERSON -> PersonForms.derive(name, this);
    }
  }

  /// A derived form, with its spellings.
  void derived(String text, FormRule rule) {
    if (letters(text) >= 2) {
      FormClass formClass = classOf(text);
      give(text, rule, formClass);
      spelled(text, formClass);
    }
  }

  /// A form of first letters.
  void acronym(String text) {
    if (!NameWords.isOrdinary(text)) {
      give(text, FormRule.ACRONYM, FormClass.UPPERCASE);
    }
  }

  private void spelled(String text, FormClass formClass) {
    written(text, formClass);
    if (text.indexOf('&') >= 0 || text.indexOf('+') >= 0) {
      for (String and : new String[] {" und ", " and "}) {
        String spelledOut = text.replace("&", and).replace("+", and);
        give(spelledOut, FormRule.AND, formClass);
        written(spelledOut, formClass);
      }
    }
  }

  private void written(String text, FormClass formClass) {
    joined(text, formClass);
    if (mayHaveUmlaut(text)) {
      respelled(text, formClass);
    }
  }

  private static boolean mayHaveUmlaut(String text) {
    for (int i = 1; i < text.length(); i++) {
      char letter = text.charAt(i);
      char before = text.charAt(i - 1);
      if (letter > '~'
          || before > '~'
          || ((letter | ' ') == 'e' && "aou".indexOf(before | ' ') >= 0)
          || ((letter | ' ') == 'a' && (before | ' ') == 'a')) {
        return true;
      }
    }
    return false;
  }

  // Each word may be spelled on its own, as in "Mueller & Söhne"; with many, all are.
  private void respelled(String text, FormClass formClass) {
    String plain = text.toLowerCase(Locale.ROOT);
    String[] words = words(plain).toArray(String[]::new);
    String[] spelled = new String[words.length];
    int differ = 0;
    for (int word = 0; word < words.length; word++) {
      spelled[word] = spelledOut(words[word]);
      differ |= word >= Integer.SIZE || spelled[word].equals(words[word]) ? 0 : 1 << word;
    }
    boolean each = words.length <= MOST_MIXED;
    for (int way = each ? differ : 0; way != 0; way = way - 1 & differ) {
      respelled(plain, mixed(words, spelled, way), formClass);
    }
    if (!each) {
      respelled(plain, String.join(" ", spelled), formClass);
    }
    if (plain.length() > LEAST_JOINED && hasSpelledOut(plain)) {
      String drawnIn = plain;
      for (String[] umlaut : UMLAUTS) {
        drawnIn = drawnIn.length() > LEAST_JOINED ? drawnIn.replace(umlaut[1], umlaut[0]) : drawnIn;
      }
      respelled(plain, drawnIn, formClass);
    }
  }

  private static String mixed(String[] words, String[] spelled, int way) {
    StringBuilder other = new StringBuilder();
    for (int word = 0; word < words.length; word++) {
      other.append(word == 0 ? "" : " ");
      other.append((way >> word & 1) != 0 ? spelled[word] : words[word]);
    }
    return other.toString();
  }

  private static boolean hasSpelledOut(String plain) {
    for (int i = 1; i < plain.length(); i++) {
      char before = plain.charAt(i - 1);
      boolean umlaut = plain.charAt(i) == 'e' && (before == 'a' || before == 'o' || before == 'u');
      if (umlaut || (before == 'a' && plain.charAt(i) == 'a')) {
        return true;
      }
    }
    return false;
  }

  private static String spelledOut(String word) {
    boolean plain = true;
    for (int i = 0; i < word.length(); i++) {
      plain &= word.charAt(i) <= '~';
    }
    if (plain) {
      return word;
    }
    String spelledOut = word;
    for (String[] umlaut : UMLAUTS) {
      spelledOut = spelledOut.replace(umlaut[0], umlaut[1]);
    }
    return spelledOut;
  }

  private void respelled(String plain, String other, FormClass formClass) {
    if (!other.equals(plain)) {
      give(other, FormRule.UMLAUT, formClass);
      joined(other, formClass);
    }
  }

  private void joined(String text, FormClass formClass) {
    StringBuilder together = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter > '~' || Character.isLetterOrDigit(letter)) {
        together.append(letter);
      }
    }
    if (together.length() >= LEAST_JOINED && together.length() < text.length()) {
      String joined = together.toString();
      give(
          joined,
          FormRule.JOINED,
          NameWords.isOrdinary(joined) ? FormClass.CAPITALIZED : formClass);
    }
  }

  private void give(String text, FormRule rule, FormClass formClass) {
    if (given.add(text) && !TokenWords.isTokenWord(text)) {
      reader.accept(new Form(entity, text.strip(), rule, formClass));
    }
  }

  /// A declared name counts always, unless it is one ordinary word and written as a name.
  private FormClass classOfDeclared(String name) {
    if (!ordinaryWords) {
      return FormClass.STRONG;
    }
    boolean ordinary = NameWords.isOrdinary(name.strip()) || letters(name) == 1;
    boolean written = name.chars().anyMatch(Character::isUpperCase);
    return ordinary && written ? FormClass.CAPITALIZED : FormClass.STRONG;
  }

  /// A derived form counts always, unless all of its words are ordinary, or it is very short.
  private FormClass classOf(String text) {
    if (!ordinaryWords) {
      return FormClass.STRONG;
    }
    if (letters(text) <= 2) {
      return FormClass.CAPITALIZED;
    }
    for (String word : words(text)) {
      if (letters(word) > 1 && !NameWords.isOrdinary(trim(word))) {
        return FormClass.STRONG;
      }
    }
    return FormClass.CAPITALIZED;
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || isSpace(text.charAt(i));
      if (!space && from < 0) {
        from = i;
      } else if (space && from >= 0) {
        words.add(text.substring(from, i));
        from = -1;
      }
    }
    return words;
  }

  private static boolean isSpace(char letter) {
    boolean plain = letter > ' ' && letter <= '~';
    return !plain && (Character.isWhitespace(letter) || Character.isSpaceChar(letter));
  }

  /// A word without what is written around it.
  static String trim(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && !Character.isLetterOrDigit(word.charAt(from))) {
      from++;
    }
    while (to > from && !Character.isLetterOrDigit(word.charAt(to - 1))) {
      to--;
    }
    return word.substring(from, to);
  }

  static int letters(String text) {
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      letters += Character.isLetterOrDigit(text.charAt(i)) ? 1 : 0;
    }
    return letters;
  }

  static String join(String... words) {
    return String.join(" ", Arrays.stream(words).filter(word -> !word.isEmpty()).toList());
  }
}
