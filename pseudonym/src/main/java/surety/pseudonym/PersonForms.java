package surety.pseudonym;

import java.util.ArrayList;
import java.util.List;

/// Short forms of a person's name.
final class PersonForms {
  private final Forms forms;
  private final List<String> firstNames = new ArrayList<>();
  private final List<String> particles = new ArrayList<>();
  private String last = "";

  private PersonForms(Forms forms) {
    this.forms = forms;
  }

  static void derive(String name, Forms forms) {
    PersonForms person = new PersonForms(forms);
    person.read(name);
    if (person.last.isEmpty()) {
      return;
    }
    person.fullNames();
    person.lastNames();
    person.initials();
    for (String firstName : person.firstNames) {
      if (Forms.letters(firstName) > 1) {
        forms.derived(firstName, FormRule.FIRST_NAME);
      }
    }
    if (person.firstNames.size() > 1) {
      forms.derived(String.join(" ", person.firstNames), FormRule.FIRST_NAME);
    }
  }

  private void read(String name) {
    int comma = name.indexOf(',');
    boolean lastFirst = comma > 0 && !NameWords.isTitle(name.substring(comma + 1).strip());
    String ordered = lastFirst ? name.substring(comma + 1) + " " + name.substring(0, comma) : name;
    List<String> words = new ArrayList<>();
    for (String word : Forms.words(ordered)) {
      String plain = Forms.trim(word);
      if (!plain.isEmpty() && !NameWords.isTitle(plain)) {
        words.add(plain);
      }
    }
    if (!words.isEmpty()) {
      split(words);
    }
  }

  private void split(List<String> words) {
    last = words.removeLast();
    while (words.size() > 1 && NameWords.isParticle(words.getLast())) {
      particles.addFirst(words.removeLast());
    }
    firstNames.addAll(words);
  }

  private String particle() {
    return String.join(" ", particles);
  }

  private void fullNames() {
    String first = String.join(" ", firstNames);
    forms.derived(Forms.join(first, particle(), last), FormRule.WITHOUT_MIDDLE_NAMES);
    if (firstNames.isEmpty()) {
      return;
    }
    String one = firstNames.getFirst();
    if (firstNames.size() > 1) {
      forms.derived(Forms.join(one, particle(), last), FormRule.WITHOUT_MIDDLE_NAMES);
      forms.derived(Forms.join(particle(), last, one), FormRule.LAST_NAME_FIRST);
    }
    forms.derived(Forms.join(particle(), last, first), FormRule.LAST_NAME_FIRST);
    if (!particles.isEmpty()) {
      forms.derived(Forms.join(one, last), FormRule.WITHOUT_MIDDLE_NAMES);
      forms.derived(Forms.join(last, first, particle()), FormRule.LAST_NAME_FIRST);
    }
  }

  private void lastNames() {
    forms.derived(last, FormRule.LAST_NAME);
    if (!particles.isEmpty()) {
      forms.derived(Forms.join(particle(), last), FormRule.LAST_NAME);
    }
    int hyphen = last.indexOf('-');
    for (int from = 0; hyphen >= 0; hyphen = last.indexOf('-', from)) {
      part(last.substring(from, hyphen));
      from = hyphen + 1;
      if (last.indexOf('-', from) < 0) {
        part(last.substring(from));
      }
    }
  }

  private void part(String part) {
    if (part.length() > 2) {
      forms.derived(part, FormRule.LAST_NAME);
    }
  }

  private void initials() {
    if (firstNames.isEmpty()) {
      return;
    }
    String one = initial(firstNames.getFirst());
    forms.derived(Forms.join(one, particle(), last), FormRule.INITIAL);
    forms.derived(Forms.join(particle(), last, one), FormRule.INITIAL);
    if (firstNames.size() > 1) {
      StringBuilder all = new StringBuilder();
      firstNames.forEach(name -> all.append(initial(name)).append(' '));
      forms.derived(all + Forms.join(particle(), last), FormRule.INITIAL);
    }
  }

  private static String initial(String name) {
    return name.substring(0, name.offsetByCodePoints(0, 1));
  }
}
