package surety.pseudonym;

import java.util.List;

/// Short forms of a firm's name.
final class ClientForms {
  private static final int LEAST_ACRONYM = 3;
  private static final int MOST_ACRONYM = 6;

  private ClientForms() {}

  static void derive(String name, Forms forms) {
    List<String> words = Forms.words(name.replace(",", " , "));
    words.removeIf(word -> word.equals(","));
    List<String> core = withoutLegal(words);
    String coreName = String.join(" ", core);
    if (core.size() < words.size()) {
      forms.derived(coreName, FormRule.WITHOUT_LEGAL_SUFFIX);
    }
    List<String> leading = withoutGeneral(core);
    if (leading.size() < core.size()) {
      forms.derived(String.join(" ", leading), FormRule.LEADING_WORDS);
    }
    acronym(core, forms);
  }

  static List<String> withoutLegal(List<String> words) {
    int to = words.size();
    while (to > 1 && (isLegalAt(words, to - 1))) {
      to--;
    }
    int from = 0;
    // Some countries put the legal form first: PT, OOO, UAB.
    while (from < to - 1 && isLeadingLegal(words.get(from))) {
      from++;
    }
    return words.subList(from, to);
  }

  private static boolean isLegalAt(List<String> words, int word) {
    String last = words.get(word);
    return NameWords.isLegal(last)
        || (word + 1 < words.size() && NameWords.isConnector(last))
        || Forms.letters(last) == 0
        || last.equalsIgnoreCase("mit")
        || last.equalsIgnoreCase("beschränkter")
        || last.equalsIgnoreCase("haftung")
        || last.equalsIgnoreCase("gesellschaft");
  }

  private static boolean isLeadingLegal(String word) {
    return word.equals("PT")
        || word.equals("OOO")
        || word.equals("UAB")
        || word.equals("SIA")
        || word.equals("AB")
        || word.equals("ZAO")
        || word.equals("PAO")
        || word.equals("Firma")
        || word.equalsIgnoreCase("the");
  }

  private static List<String> withoutGeneral(List<String> core) {
    int to = core.size();
    while (to > 1
        && (NameWords.isGeneral(core.get(to - 1)) || NameWords.isConnector(core.get(to - 1)))) {
      to--;
    }
    return core.subList(0, to);
  }

  private static void acronym(List<String> core, Forms forms) {
    StringBuilder acronym = new StringBuilder();
    for (String word : core) {
      String plain = Forms.trim(word);
      if (!plain.isEmpty() && !NameWords.isConnector(word)) {
        acronym.append(Character.toUpperCase(plain.charAt(0)));
      }
    }
    if (acronym.length() >= LEAST_ACRONYM && acronym.length() <= MOST_ACRONYM) {
      forms.acronym(acronym.toString());
    }
  }
}
