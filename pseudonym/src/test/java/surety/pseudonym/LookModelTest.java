package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The tables and the arithmetic of the second look against SPEC-restore.md section 4, word for
/// word
/// and slowly.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LookModelTest {
  private static final int CASES = 6_000;
  private static final String LETTERS = "aabbcdnorstABNS12  -_'*.;\n";

  /// Letters, where they stand, and where words begin.
  private record Model(String text, List<Integer> at, List<Boolean> begins) {
    static Model of(String text) {
      Model model = new Model(text, new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < text.length(); i++) {
        if (sort(text, i) != ' ') {
          model.at.add(i);
          model.begins.add(begins(text, i));
        }
      }
      return model;
    }

    private static char sort(String text, int i) {
      char letter = i < 0 || i >= text.length() ? ' ' : text.charAt(i);
      return Character.isDigit(letter)
          ? '1'
          : Character.isUpperCase(letter) ? 'A' : Character.isLowerCase(letter) ? 'a' : ' ';
    }

    private static boolean begins(String text, int i) {
      char before = sort(text, i - 1);
      char here = sort(text, i);
      return before == ' '
          || (before == '1') != (here == '1')
          || (here == 'A' && (before == 'a' || sort(text, i + 1) == 'a'));
    }

    String letters() {
      StringBuilder letters = new StringBuilder();
      at.forEach(i -> letters.append(Character.toLowerCase(text.charAt(i))));
      return letters.toString();
    }

    boolean isBoundary(int letter) {
      return letter == at.size() || begins.get(letter);
    }

    boolean holds(Form form) {
      Model name = of(folded(form.text()));
      String letters = letters();
      int from = letters.indexOf(name.letters());
      while (from >= 0 && !name.letters().isEmpty()) {
        if (stands(form, name, from)) {
          return true;
        }
        from = letters.indexOf(name.letters(), from + 1);
      }
      return false;
    }

    private boolean stands(Form form, Model name, int from) {
      int to = from + name.at.size();
      if (form.formClass() == FormClass.STRONG && name.at.size() >= 9) {
        return true;
      }
      boolean plural = to < at.size() && letters().charAt(to) == 's' && isBoundary(to + 1);
      return isBoundary(from)
          && (isBoundary(to) || plural)
          && hasCase(form.formClass(), from, to)
          && (name.at.size() >= 9 || isTogether(name, from, to));
    }

    private boolean hasCase(FormClass sort, int from, int to) {
      for (int i = from; i < to; i++) {
        boolean small = Character.isLowerCase(text.charAt(at.get(i)));
        if (small
            && (sort == FormClass.UPPERCASE || (sort == FormClass.CAPITALIZED && begins.get(i)))) {
          return false;
        }
      }
      return true;
    }

    private boolean isTogether(Model name, int from, int to) {
      for (int i = from + 1; i < to; i++) {
        String gap = text.substring(at.get(i - 1) + 1, at.get(i));
        if (!gap.matches("['*~`]*") && !name.begins.get(i - from)) {
          return false;
        }
      }
      return true;
    }
  }

  /// Characters beyond ASCII are the business of [LookLetters], not of this model.
  private static String folded(String text) {
    return string(text(text));
  }

  private static String string(LookText text) {
    return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
  }

  private static String letters(Generated cases, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = cases.below(most); i >= 0; i--) {
      text.append(LETTERS.charAt(cases.below(LETTERS.length())));
    }
    return text.toString();
  }

  private static LookText text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LookText read = new LookText(bytes.length);
    read.addUtf8(bytes, 0, bytes.length);
    return read;
  }

  @Test
  void eight_bytes_at_once_give_what_one_at_a_time_gives() {
    LookSkeleton skeleton = new LookSkeleton();
    Generated.forAll(
        CASES,
        cases -> {
          LookText text = text(letters(cases, 300));
          Model model = Model.of(string(text));
          skeleton.read(text.bytes(), text.length());

          assertThat(letters(skeleton)).isEqualTo(model.letters());
          for (int i = 0; i < skeleton.length; i++) {
            assertThat(skeleton.position(i)).isEqualTo(model.at().get(i));
            assertThat(skeleton.isBoundary(i)).isEqualTo(model.isBoundary(i));
          }
        });
  }

  private static String letters(LookSkeleton skeleton) {
    return new String(Arrays.copyOf(skeleton.letters, skeleton.length), StandardCharsets.UTF_8);
  }

  @Test
  void tables_find_what_comparing_every_form_at_every_place_finds() {
    LookSkeleton skeleton = new LookSkeleton();
    int[] found = new int[2];
    Generated.forAll(
        CASES,
        cases -> {
          Directory.Builder builder = Directory.builder();
          for (int i = cases.below(6); i >= 0; i--) {
            builder.client("c" + i, "n" + letters(cases, cases.below(3) == 0 ? 14 : 5));
          }
          Directory directory = builder.build();
          String text = letters(cases, 80);
          LookText read = text(text);
          skeleton.read(read.bytes(), read.length());
          List<Form> held = new ArrayList<>();
          directory.forEachForm(form -> addIfHeld(Model.of(text), form, held));

          boolean finds =
              new LookNames(directory::forEachForm).find(read.bytes(), skeleton, true) >= 0;
          assertThat(finds).as("%s in %s", held, text).isEqualTo(!held.isEmpty());
          found[finds ? 1 : 0]++;
        });
    assertThat(Math.min(found[0], found[1])).isGreaterThan(CASES / 20);
  }

  private static void addIfHeld(Model model, Form form, List<Form> held) {
    if (model.holds(form)) {
      held.add(form);
    }
  }
}
