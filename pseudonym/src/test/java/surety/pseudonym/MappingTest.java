package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MappingTest {
  private static final Directory FIRM =
      Directory.builder()
          .client("c1", "Nordwind Energie GmbH", "Nordwind")
          .project("p1", "Projekt Phönix", "PX-1001")
          .person("u1", "Anna-Lena Müller")
          .build();
  private static final String SAID =
      "NORDWIND's PX-1001 at https://ex.com/Nordwind, \t jonas@web.example, Client A \\ Müller";

  @ParameterizedTest
  @EnumSource
  void an_answer_comes_back_from_what_was_written(TokenStyle style) {
    Conversation conversation = Conversation.begin(FIRM, style);
    String sent = conversation.text(SAID).payload();
    Mapping read = Mapping.read(Mapping.of(conversation).written());
    assertThat(sent).doesNotContain("PX-1001", "jonas");
    assertThat(read.restore(sent).text()).isEqualTo(SAID);
    assertThat(read.restore("Client ZZ").strays()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_conversation_goes_on_as_if_it_had_not_been_interrupted(TokenStyle style) {
    Firm firm = new Firm(7, 300);
    Directory directory = firm.directory().build();
    Conversation whole = Conversation.begin(directory, style);
    Conversation parted = Conversation.begin(directory, style, whole.key());
    Random random = new Random(3);
    for (int turn = 0; turn < 20; turn++) {
      Entity one = firm.entities().get(random.nextInt(300));
      String label = " Client_K7MQX, Person " + (char) ('A' + random.nextInt(12));
      String text = one.name().toUpperCase(Locale.ROOT) + label + " " + one.name() + label;
      String sent = parted.text(text).payload();
      assertThat(sent).isEqualTo(whole.text(text).payload());
      parted = Mapping.read(Mapping.of(parted).written()).resume(directory);
      assertThat(parted.restore(sent)).isEqualTo(whole.restore(sent));
    }
  }

  @Test
  void a_token_that_was_passed_over_stays_free() {
    Conversation conversation = Conversation.begin(FIRM, TokenStyle.LABELS);
    conversation.text("Client A writes to Nordwind");
    Conversation resumed = Mapping.of(conversation).resume(FIRM);
    assertThat(resumed.text("Nordwind").payload()).isEqualTo("Client B{2}");
  }

  @Test
  void a_name_that_the_directory_lost_is_an_error() {
    Conversation conversation = Conversation.begin(FIRM, TokenStyle.LABELS);
    conversation.text("Nordwind");
    Directory empty = Directory.builder().person("u1", "Anna-Lena Müller").build();
    assertThatThrownBy(() -> Mapping.of(conversation).resume(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Nordwind");
    List<String> names = new ArrayList<>();
    Mapping.of(conversation).forEachName((kind, name) -> names.add(kind + " " + name));
    assertThat(names).containsExactly("CLIENT Nordwind Energie GmbH");
  }

  @Test
  void a_damaged_mapping_is_noticed_wherever_it_is_cut() {
    Conversation conversation = Conversation.begin(FIRM, TokenStyle.STABLE);
    conversation.text(SAID);
    String written = Mapping.of(conversation).written();
    for (int cut = 0; cut < written.length(); cut++) {
      String part = written.substring(0, cut);
      assertThatThrownBy(() -> Mapping.read(part)).isInstanceOf(IllegalArgumentException.class);
    }
    for (String from : List.of("stable", "token\tClient", "\tClient_", "key\t")) {
      assertThatThrownBy(() -> Mapping.read(written.replace(from, "odd")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("Nordwind");
    }
  }

  @Test
  void it_tells_its_key_apart_and_shows_nothing() {
    TokenKey key = TokenKey.random();
    Conversation conversation = Conversation.begin(FIRM, TokenStyle.STABLE, key);
    conversation.text("Nordwind");
    Mapping mapping = Mapping.of(conversation);
    assertThat(mapping.isOf(key)).isTrue();
    assertThat(mapping.isOf(TokenKey.random())).isFalse();
    assertThat(mapping).hasToString("Mapping[1 tokens]");
  }
}
