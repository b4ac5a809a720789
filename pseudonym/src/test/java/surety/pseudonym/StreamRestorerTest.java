package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamRestorerTest {
  private static final int CASES = 30_000;
  private static final String ANSWER =
      "Clients A, B and AB owe **Client_K7MQX**'s bank; see [Client A](https://x.example/Client A)"
          + " or client a's file, Client Z, Project\u00A0Alpha{1}x and Person B{2}. Link A, é漢.";

  private final Restoration few = Live.few().restoration();

  @Test
  void a_stream_cut_anywhere_gives_the_text_of_the_whole() {
    Restored whole = few.whole(ANSWER);
    for (int first = 0; first <= ANSWER.length(); first++) {
      for (int second = first; second <= ANSWER.length(); second++) {
        StreamRestorer stream = few.stream();

        String text =
            stream.push(ANSWER.substring(0, first))
                + stream.push(ANSWER.substring(first, second))
                + stream.push(ANSWER.substring(second))
                + stream.finish();

        assertThat(text).isEqualTo(whole.text());
        assertThat(stream.strays()).isEqualTo(whole.strays());
      }
    }
  }

  @Test
  void any_answer_cut_anyhow_gives_the_text_of_the_whole() {
    Generated.forAll(CASES, this::checkAnyCut);
  }

  private void checkAnyCut(Generated cases) {
    String answer = cases.answer();
    StreamRestorer stream = few.stream();
    StringBuilder text = new StringBuilder();
    for (int from = 0, to; from < answer.length(); from = to) {
      to = cases.cut(from, answer.length());
      text.append(stream.push(answer.substring(from, to)));
    }
    text.append(stream.finish());

    Restored whole = few.whole(answer);
    assertThat(text.toString()).as(answer).isEqualTo(whole.text());
    assertThat(stream.strays()).as(answer).isEqualTo(whole.strays());
  }

  @Test
  void no_more_is_held_back_than_the_longest_way_to_write_a_token() {
    int longest = "Project **AlphaAlphas".length();
    Generated.forAll(
        CASES, cases -> assertThat(mostHeld(cases.answer())).isLessThanOrEqualTo(longest));
  }

  @Test
  void in_plain_words_no_more_is_held_back_than_the_longest_token() {
    Restoration labels =
        new Live()
            .with(TokenKind.CLIENT, "Client A", "Nordwind")
            .with(TokenKind.PROJECT, "Project Epsilon", "Blue Harbour")
            .restoration();
    StreamRestorer stream = labels.stream();
    int most = 0;
    for (char letter :
        "Client A and Project Epsilon, Project Eps, clients A and B.".toCharArray()) {
      stream.push(String.valueOf(letter));
      most = Math.max(most, stream.held());
    }

    assertThat(most).isEqualTo("Project Epsilon".length());
  }

  private int mostHeld(String answer) {
    StreamRestorer stream = few.stream();
    int most = 0;
    for (int i = 0; i < answer.length(); i++) {
      stream.push(answer.substring(i, i + 1));
      most = Math.max(most, stream.held());
    }
    return most;
  }

  @Test
  void text_that_cannot_become_a_token_is_never_held_back() {
    StreamRestorer stream = few.stream();

    assertThat(stream.push("The invoice")).isEqualTo("The invoice");
    assertThat(stream.push(" of Client")).isEqualTo(" of ");
    assertThat(stream.push(" X")).isEqualTo("Client X");
    assertThat(stream.held()).isZero();
  }

  @Test
  void a_stream_that_breaks_off_loses_nothing() {
    StreamRestorer stream = few.stream();

    assertThat(stream.push("for Client_K7M")).isEqualTo("for ");
    assertThat(stream.finish()).isEqualTo("Client_K7M");
  }
}
