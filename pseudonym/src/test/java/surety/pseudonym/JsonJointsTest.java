package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What may be skipped at the end of a value is compared with a search that skips nothing.
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonJointsTest {
  private static final int CASES = 20_000;
  private static final Firm FIRM = new Firm(23, 300);
  private static final Directory DIRECTORY = FIRM.directory().build();

  @Test
  void no_form_that_goes_over_the_end_of_a_value_is_skipped() {
    int crossing = 0;
    for (int seed = 1; seed <= CASES; seed++) {
      Random random = new Random(seed);
      Disguises disguises = new Disguises(random);
      Entity entity = FIRM.entities().get(random.nextInt(FIRM.entities().size()));
      String text = disguises.place(disguises.encode(disguises.form(entity)));
      int cut = 1 + random.nextInt(Math.max(1, text.length() - 1));
      if (crosses(text.substring(0, cut) + "'" + text.substring(cut), cut)) {
        crossing++;
        assertThat(mayCross(text, cut)).as("seed %s: %s at %s", seed, text, cut).isTrue();
      }
    }
    assertThat(crossing).isGreaterThan(CASES / 10);
  }

  @Test
  void most_ends_of_values_are_skipped() {
    String[] values = {"TE-2026-104", "2026-04-01T08:15:00Z", "EUR", "on hold", "50 %", "a = b"};
    int skipped = 0;
    for (String value : values) {
      for (String next : values) {
        skipped += mayCross(value + next, value.length()) ? 0 : 1;
      }
    }
    assertThat(skipped).isGreaterThan(30);
  }

  private static boolean mayCross(String text, int cut) {
    int[] from = {0, cut};
    int[] to = {cut, text.length()};
    return new JsonJoints(DIRECTORY, text.toCharArray(), from, to, 2).mayCross(0);
  }

  private static boolean crosses(String joined, int joint) {
    Matches found = new Matches();
    new Matcher(DIRECTORY, joined.toCharArray(), joined.length(), found).find();
    for (int match = 0; match < found.count(); match++) {
      if (found.start(match) < joint
          && found.end(match) > joint + 1
          && DIRECTORY.forms().length(found.form(match)) >= FormCrossings.LEAST_FORM
          && !DIRECTORY.forms().isTokenWord(found.form(match))) {
        return true;
      }
    }
    return false;
  }
}
