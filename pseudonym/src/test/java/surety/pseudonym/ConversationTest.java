package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConversationTest {
  private static final Directory DIRECTORY =
      Directory.builder()
          .client("c1", "Kwartz Systems GmbH", "kwartz.example")
          .client("c2", "A Team")
          .project("p1", "Project Alpha")
          .person("u1", "Nela Tromsvik")
          .build();

  @Test
  void the_example_of_the_readme_works() {
    Directory directory = Directory.builder().client("42", "Müller & Söhne GmbH").build();
    Conversation conversation = Conversation.begin(directory, TokenStyle.LABELS);
    String question = conversation.text("What does MUELLER UND SÖHNE owe us?").payload();
    assertThat(question).isEqualTo("What does Client A{2} owe us?");
    assertThat(conversation.restore("Client A owes 7 EUR.").text())
        .isEqualTo("Müller & Söhne GmbH owes 7 EUR.");
  }

  @Test
  void an_entity_keeps_its_token_over_the_turns() {
    Conversation conversation = Conversation.begin(DIRECTORY, TokenStyle.LABELS);
    String first = conversation.text("Kwartz Systems GmbH").payload();
    conversation.text("Nela Tromsvik");
    assertThat(conversation.text("Kwartz Systems GmbH").payload()).isEqualTo(first);
  }

  @Test
  void stable_tokens_depend_on_key_and_entity_alone() {
    TokenKey key = TokenKey.random();
    String name = "Kwartz Systems GmbH";
    String once = Conversation.begin(DIRECTORY, TokenStyle.STABLE, key).text(name).payload();
    Conversation later = Conversation.begin(DIRECTORY, TokenStyle.STABLE, key);
    later.text("Nela Tromsvik, A Team");
    assertThat(later.text(name).payload()).isEqualTo(once).matches("Client_[2-9B-Z]{5}");
    Conversation foreign = Conversation.begin(DIRECTORY, TokenStyle.STABLE);
    assertThat(foreign.text(name).payload()).isNotEqualTo(once);
  }

  @Test
  void conversations_under_two_keys_by_turns_keep_their_own_tokens() {
    TokenKey one = TokenKey.of(new byte[32]);
    String name = "Kwartz Systems GmbH";
    String fresh = Conversation.begin(DIRECTORY, TokenStyle.STABLE, one).text(name).payload();
    for (int turn = 0; turn < 3; turn++) {
      String other = Conversation.begin(DIRECTORY, TokenStyle.STABLE).text(name).payload();
      String again = Conversation.begin(DIRECTORY, TokenStyle.STABLE, one).text(name).payload();
      assertThat(other).isNotEqualTo(fresh);
      assertThat(again).isEqualTo(fresh);
    }
  }

  @Test
  void a_token_that_was_computed_before_is_not_issued_where_the_text_has_it() {
    TokenKey key = TokenKey.random();
    String name = "Kwartz Systems GmbH";
    String token = Conversation.begin(DIRECTORY, TokenStyle.STABLE, key).text(name).payload();
    Conversation conversation = Conversation.begin(DIRECTORY, TokenStyle.STABLE, key);
    String text = token + " is not " + name;
    String replaced = conversation.text(text).payload();
    assertThat(replaced).startsWith(token + " is not ").doesNotEndWith(token);
    assertThat(conversation.restore(replaced).text()).isEqualTo(text);
  }

  @Test
  void the_same_beginning_gives_the_same_bytes() {
    TokenKey key = TokenKey.random();
    String system = "{\"messages\":[{\"role\":\"system\",\"content\":\"kwartz, Tromsvik\"}";
    String first = system + "]}";
    String second = system + ",{\"role\":\"user\",\"content\":\"Nela and KWARTZ\"}]}";
    String one = Conversation.begin(DIRECTORY, TokenStyle.STABLE, key).chat(first).payload();
    String two = Conversation.begin(DIRECTORY, TokenStyle.STABLE, key).chat(second).payload();
    assertThat(two).startsWith(one.substring(0, one.length() - 2));
  }

  @Test
  void a_token_that_would_read_as_a_name_is_not_issued() {
    Conversation conversation = Conversation.begin(DIRECTORY, TokenStyle.LABELS);
    assertThat(conversation.text("Project Alpha").payload()).isEqualTo("Project Beta");
    assertThat(conversation.text("Kwartz Systems GmbH Team").payload())
        .isEqualTo("Client A{1} Team");
  }

  @Test
  void what_was_replaced_is_told_without_telling_the_name() {
    Pseudonymized<String> replaced =
        Conversation.begin(DIRECTORY, TokenStyle.LABELS)
            .json("{\"Kwartz Systems GmbH\":[\"for Tromsvik\"]}");
    assertThat(replaced.replacements())
        .containsExactly(
            new Replacement(
                new Token(TokenKind.CLIENT, "Client A"), Optional.of(FormRule.NAME), 0, 19, "/*"),
            new Replacement(
                new Token(TokenKind.PERSON, "Person A"),
                Optional.of(FormRule.LAST_NAME),
                4,
                12,
                "/*/0"));
    assertThat(replaced.toString()).isEqualTo("Pseudonymized[...]");
    assertThat(DIRECTORY.entities().toString() + DIRECTORY).doesNotContain("Kwartz", "Nela");
  }

  @Test
  void attachments_are_refused_unless_they_are_allowed() {
    String image = "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]}";
    String bytes = "{\"input\":[\"" + "QUJD".repeat(200) + "\"]}";
    for (String request : List.of(image, bytes)) {
      Conversation conversation = Conversation.begin(DIRECTORY, TokenStyle.STABLE);
      assertThatThrownBy(() -> conversation.chat(request)).isInstanceOf(AttachmentRefused.class);
      assertThat(conversation.chat(request, Attachments.ALLOWED).payload()).isEqualTo(request);
    }
  }

  @Test
  void what_is_not_JSON_is_refused() {
    Conversation conversation = Conversation.begin(DIRECTORY, TokenStyle.STABLE);
    for (String json : List.of("", "{", "{\"a\":01}", "[1,]", "\"\\x\"", "\"\u0001\"", "[] []")) {
      assertThatThrownBy(() -> conversation.json(json)).isInstanceOf(JsonInvalid.class);
    }
  }

  @Test
  void many_threads_agree_on_the_tokens() throws Exception {
    Conversation conversation = Conversation.begin(DIRECTORY, TokenStyle.LABELS);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<String> replaced =
          threads
              .invokeAll(
                  IntStream.range(0, 200)
                      .<Callable<String>>mapToObj(
                          i ->
                              () ->
                                  conversation.text("Nela Tromsvik, Kwartz Systems GmbH").payload())
                      .toList())
              .stream()
              .map(done -> done.resultNow())
              .distinct()
              .toList();
      assertThat(replaced).hasSize(1);
    }
  }

  @Test
  void two_entities_with_one_id_and_names_without_letters_are_refused() {
    Directory.Builder builder = Directory.builder().client("c1", "Kwartz");
    assertThatThrownBy(() -> builder.person("c1", "Nela"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.client("c2", "--"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_text_that_looks_like_JSON_and_has_a_name_in_escapes_comes_back_exactly() {
    Directory directory = Directory.builder().client("c1", "Kwärtz Hylt GmbH").build();
    String[] texts = {
      "{\"k\": \"Kw\\u00e4rtz Hylt\"}",
      "{\"k\": \"Kwärtz\nHylt\"}",
      " [\"Kwärtz Hylt\"]",
      "{\"k\": \"Kw&#228;rtz Hylt\"} and KWÄRTZ HYLT"
    };
    for (String text : texts) {
      Conversation conversation = Conversation.begin(directory, TokenStyle.LABELS);
      String replaced = conversation.text(text).payload();
      assertThat(replaced).doesNotContainIgnoringCase("rtz");
      assertThat(conversation.restore(replaced).text()).isEqualTo(text);
    }
  }
}
