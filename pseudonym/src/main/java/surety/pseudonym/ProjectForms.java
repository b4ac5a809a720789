package surety.pseudonym;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Short forms of a project's name.
final class ProjectForms {
  private static final Set<String> LEADING =
      Set.of(
          "project", "projekt", "projet", "proyecto", "progetto", "matter", "program", "programme");

  private ProjectForms() {}

  static void derive(String name, Forms forms) {
    List<String> words = Forms.words(name);
    List<String> plain = new ArrayList<>();
    for (String word : words) {
      if (isCode(Forms.trim(word))) {
        forms.derived(Forms.trim(word), FormRule.PROJECT_CODE);
      } else if (Forms.letters(word) > 0) {
        plain.add(word);
      }
    }
    if (plain.size() > 1
        && LEADING.contains(Forms.trim(plain.getFirst()).toLowerCase(Locale.ROOT))) {
      plain.removeFirst();
    }
    if (!plain.isEmpty() && plain.size() < words.size()) {
      forms.derived(Forms.trim(String.join(" ", plain)), FormRule.PROJECT_CODE);
    }
  }

  /// Letters and digits, or digits behind a hyphen: `PRJ-0042`, `AX7`.
  private static boolean isCode(String word) {
    boolean digit = word.chars().anyMatch(Character::isDigit);
    boolean letter = word.chars().anyMatch(Character::isLetter);
    return digit && letter && Forms.letters(word) >= 3;
  }
}
