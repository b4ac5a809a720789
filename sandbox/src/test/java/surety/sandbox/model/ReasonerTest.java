package surety.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReasonerTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static Prompt prompt(String question, boolean json) {
    return new Prompt(question, question, List.of(), "auto", false, json, 1000, List.of());
  }

  private static String answer(String question) {
    return new Reasoner(prompt(question, false)).answer();
  }

  @Test
  void it_ranks_by_the_figure_that_is_asked_for_and_inflects_the_tokens() {
    String figures =
        """
        [{"client":"Client A","revenue":900,"grossMargin":0.4},
         {"client":"Client B","revenue":1200.5,"grossMargin":0.1}]\
        """;
    assertThat(answer("Whose revenue is best? " + figures))
        .startsWith("Stand-in answer, no language model ran.")
        .contains("By revenue, **Client B** leads with 1200.5", "- Client A: 900")
        .contains("Client A's revenue is the smallest", "Clients B and A come first")
        .contains("together have 2100.5");
    assertThat(answer("Rank by gross margin: " + figures)).contains("**Client A** leads with 0.4");
  }

  @Test
  void figures_may_stand_under_tokens_as_names_or_in_prose() {
    assertThat(answer("{\"Client_K7MQX\": 3, \"Client_B2CDF\": {\"hours\": 7}}"))
        .contains("Client_K7MQX");
    assertThat(answer("Client A{2} paid 1,200 and Client B 80.\nPerson C has nothing."))
        .contains("**Client A** leads with 1200", "- Client B: 80");
  }

  @Test
  void without_figures_it_speaks_of_the_tokens_and_without_tokens_of_the_words() {
    assertThat(answer("How is Project Alpha?"))
        .contains("**Project Alpha** is what", "Project Alpha's figures");
    assertThat(answer("Write to Person A, Person B")).contains("You also mention Persons A and B.");
    assertThat(answer("one two three")).contains("has 3 words");
  }

  @Test
  void it_answers_in_JSON_if_that_is_asked_for() {
    var answer =
        JSON.readTree(
            new Reasoner(prompt("{\"a\":{\"name\":\"Client A\",\"v\":1}}", true)).answer());
    assertThat(answer.path("ranking").path(0).path("name").asString()).isEqualTo("Client A");
    assertThat(answer.path("note").asString()).contains("Stand-in");
  }

  @Test
  void it_calls_a_tool_with_the_tokens_once_for_each_if_asked() {
    var schema = JSON.readTree("{\"properties\":{\"client\":{\"type\":\"string\"}}}");
    List<Prompt.Tool> tools = List.of(new Prompt.Tool("figures", schema));
    Prompt asked =
        new Prompt("each of Client A, Client B", "", tools, "auto", false, false, 1000, List.of());
    assertThat(ToolCalls.of(asked, new Reasoner(asked).tokens()))
        .extracting(call -> call.arguments().path("client").asString())
        .containsExactly("Client A", "Client B");
    Prompt answered = new Prompt("", "", tools, "auto", true, false, 1000, List.of());
    assertThat(ToolCalls.of(answered, List.of())).isEmpty();
  }
}
