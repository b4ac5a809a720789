package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplacementPropertiesTest {
  private static final int CASES = 30_000;
  private static final int PER_CONVERSATION = 20;
  private static final Firm FIRM = new Firm(7, 900);
  private static final Directory DIRECTORY = FIRM.directory().build();

  @ParameterizedTest
  @EnumSource(TokenStyle.class)
  void no_name_leaves_in_any_form_encoding_and_position_and_all_come_back(TokenStyle style) {
    Conversation conversation = Conversation.begin(DIRECTORY, style);
    for (int seed = 1; seed <= CASES; seed++) {
      if (seed % PER_CONVERSATION == 0) {
        conversation = Conversation.begin(DIRECTORY, style);
      }
      Random random = new Random(seed);
      Disguises disguises = new Disguises(random);
      Entity entity = FIRM.entities().get(random.nextInt(FIRM.entities().size()));
      String form = disguises.form(entity);
      String text = disguises.place(disguises.encode(form));
      String replaced = conversation.text(text).payload();
      assertThat(letters(replaced)).as("seed %s: %s", seed, text).doesNotContain(letters(form));
      assertThat(conversation.restore(replaced).text()).as("seed %s", seed).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @EnumSource(TokenStyle.class)
  void the_same_holds_in_JSON_where_a_name_may_be_cut_by_a_string_s_end(TokenStyle style) {
    for (int seed = 1; seed <= CASES / 10; seed++) {
      Random random = new Random(seed);
      Conversation conversation = Conversation.begin(DIRECTORY, style);
      Entity entity = FIRM.entities().get(random.nextInt(FIRM.entities().size()));
      String form = new Disguises(random).form(entity);
      int cut = 1 + random.nextInt(form.length() - 1);
      String json =
          "{ \"n\":-1.50E+3,\"%s\" :[\"%s\",null],\"parts\":[\"to %s\",\"%s.\"], \"%s_x\":{}}"
              .formatted(form, form, form.substring(0, cut), form.substring(cut), form);
      String replaced = conversation.json(json).payload();
      assertThat(letters(replaced)).as("seed %s: %s", seed, json).doesNotContain(letters(form));
      assertThat(replaced).startsWith("{ \"n\":-1.50E+3,").endsWith(":{}}");
      assertThat(conversation.restore(replaced).text()).as("seed %s", seed).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @EnumSource(TokenStyle.class)
  void whatever_looks_like_a_token_comes_back_as_it_was(TokenStyle style) {
    List<String> pieces =
        List.of(
            "Client A",
            "client b",
            "clients A, B and C",
            "Project Alpha",
            "Client_K7MQX",
            "{2}",
            "Literal A",
            "**Client** A",
            "Client\u00A0A",
            "PERSON A",
            "Person A's",
            " ",
            "Link A");
    for (int seed = 1; seed <= CASES / 10; seed++) {
      Random random = new Random(seed);
      Conversation conversation = Conversation.begin(DIRECTORY, style);
      for (int turn = 0; turn < 3; turn++) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
          text.append(
              random.nextBoolean()
                  ? pieces.get(random.nextInt(pieces.size()))
                  : FIRM.entities().get(random.nextInt(5)).name());
          text.append(random.nextInt(4) == 0 ? "" : " ");
        }
        String replaced = conversation.text(text.toString()).payload();
        assertThat(conversation.restore(replaced).text())
            .as("seed %s: %s", seed, replaced)
            .isEqualTo(text.toString());
      }
    }
  }

  // A second, slow reading of a text: letters and digits alone, without marks and case.
  private static String letters(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
