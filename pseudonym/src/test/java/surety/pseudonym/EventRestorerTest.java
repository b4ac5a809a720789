package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventRestorerTest {
  private static final int CASES = 3_000;

  private final Restoration few = Live.few().restoration();

  private static byte[] stream(EventDialect dialect, String newline) {
    return switch (dialect) {
      case CHAT_COMPLETIONS -> chat(newline);
      case MESSAGES -> messages(newline);
      case RESPONSES -> responses(newline);
    };
  }

  private static byte[] chat(String newline) {
    return new Streams(newline)
        .raw(": comment" + newline + newline)
        .chat(0, "{\"role\":\"assistant\",\"content\":\"\"}", "null")
        .chat(0, "{\"content\":\"É Cli\"}", "null")
        .chat(1, "{\"content\":\"{\\\"n\\\":\\\"\\\\nClient \"}", "null")
        .chat(0, "{\"content\":\"ent A\"}", "null")
        .chat(1, "{\"content\":\"B\\\"}\"}", "null")
        .chat(0, "{\"content\":\"'s \\ud83d\\ude00 漢 Person\"}", "null")
        .chat(2, tool(0, "f_Client_K7MQX", ""), "null")
        .chat(2, tool(0, "", "{\"a\":\"Client"), "null")
        .chat(2, tool(1, "g", "{\"b\":\"Project Alph"), "null")
        .chat(2, tool(0, "", " B\"}"), "null")
        .chat(2, tool(1, "", "a\"}"), "\"tool_calls\"")
        .chat(0, "{}", "\"stop\"")
        .chat(1, "{\"content\":\" Client_K7MQX\"}", "\"stop\"")
        .event("", "[DONE]")
        .bytes();
  }

  private static String tool(int index, String name, String arguments) {
    String named = name.isEmpty() ? "" : "\"name\":" + Streams.quoted(name) + ",";
    return "{\"tool_calls\":[{\"index\":"
        + index
        + ",\"function\":{"
        + named
        + "\"arguments\":"
        + Streams.quoted(arguments)
        + "}}]}";
  }

  private static byte[] messages(String newline) {
    return new Streams(newline)
        .event("message_start", "{\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}")
        .event("ping", "{\"type\": \"ping\"}")
        .event(
            "content_block_start",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\"}}")
        .block(0, "text_delta", "text", "Über Cl")
        .block(0, "text_delta", "text", "ients A")
        .block(0, "text_delta", "text", " and B and Client")
        .block(0, "text_delta", "text", "_K7MQX")
        .event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
        .block(1, "input_json_delta", "partial_json", "{\"q\\u0022\":\"Clie")
        .block(1, "input_json_delta", "partial_json", "nt B\\n\"")
        .block(1, "input_json_delta", "partial_json", "}")
        .event("surprise", "{\"type\":\"surprise\",\"x\":\"Client A\"}")
        .event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":1}")
        .event("message_stop", "{\"type\":\"message_stop\"}")
        .bytes();
  }

  private static byte[] responses(String newline) {
    String type = "response.output_text";
    return new Streams(newline)
        .response(type + ".delta", "\"delta\":\"The Client\"")
        .response(type + ".delta", "\"delta\":\" A and Project\"")
        .response(type + ".delta", "\"delta\":\" Alpha\"")
        .response(type + ".done", "\"text\":\"The Client A and Project Alpha\"")
        .response("response.function_call_arguments.delta", "\"delta\":\"{\\\"c\\\":\\\"Client\"")
        .response("response.function_call_arguments.delta", "\"delta\":\" B\\\"}\"")
        .response("response.function_call_arguments.done", "\"arguments\":\"{}\"")
        .response("response.completed", "\"response\":{\"text\":\"Client A\"}")
        .bytes();
  }

  private byte[] restored(EventDialect dialect, byte[] stream, int... cuts) {
    EventRestorer restorer = few.events(dialect);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = 0;
    for (int cut : cuts) {
      out.writeBytes(restorer.push(stream, from, cut - from));
      from = cut;
    }
    out.writeBytes(restorer.push(stream, from, stream.length - from));
    out.writeBytes(restorer.finish());
    return out.toByteArray();
  }

  @Test
  void each_channel_of_a_chat_completion_comes_back_with_names() {
    Map<String, String> channels =
        Streams.channels(restored(EventDialect.CHAT_COMPLETIONS, chat("\n")));

    assertThat(channels)
        .containsEntry("choice 0/content", "É Nordwind Logistik GmbH's 😀 漢 Person")
        .containsEntry("choice 1/content", "{\"n\":\"\\nQuote \\\"Q\\\" \\\\ Co\"} Zephyr Werke")
        .containsEntry("choice 2/tool_calls/0/function/name", "f_Zephyr Werke")
        .containsEntry(
            "choice 2/tool_calls/0/function/arguments", "{\"a\":\"Quote \\\"Q\\\" \\\\ Co\"}")
        .containsEntry("choice 2/tool_calls/1/function/arguments", "{\"b\":\"Blue Harbour\"}");
    assertThat(channels.get("choice 0 finish")).isEqualTo("stop");
    assertThat(channels.get("other")).contains(": comment", "[DONE]");
  }

  @Test
  void each_block_of_a_message_comes_back_with_names() {
    Map<String, String> channels =
        Streams.channels(restored(EventDialect.MESSAGES, messages("\n")));

    assertThat(channels)
        .containsEntry(
            "block 0/text",
            "Über clients Nordwind Logistik GmbH and Quote \"Q\" \\ Co and Zephyr Werke"
                .replace("clients", "Clients"))
        .containsEntry("block 1/partial_json", "{\"q\\u0022\":\"Quote \\\"Q\\\" \\\\ Co\\n\"}");
    assertThat(channels.get("other")).contains("Nordwind", "ping", "message_stop");
  }

  @Test
  void each_item_of_a_response_comes_back_with_names() {
    Map<String, String> channels =
        Streams.channels(restored(EventDialect.RESPONSES, responses("\n")));

    assertThat(channels.get("other"))
        .contains("The Nordwind Logistik GmbH and Blue Harbour", "\"text\":\"Nordwind");
    assertThat(channels.toString()).doesNotContain("Client A", "Project Alpha");
  }

  @ParameterizedTest
  @EnumSource(EventDialect.class)
  void a_stream_cut_at_any_byte_gives_the_same_text(EventDialect dialect) {
    for (String newline : new String[] {"\n", "\r\n", "\r"}) {
      byte[] stream = stream(dialect, newline);
      byte[] whole = restored(dialect, stream);
      for (int cut = 0; cut <= stream.length; cut++) {
        assertThat(restored(dialect, stream, cut)).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EventDialect.class)
  void a_stream_cut_at_many_bytes_gives_the_same_text(EventDialect dialect) {
    byte[] stream = stream(dialect, "\n");
    byte[] whole = restored(dialect, stream);
    int[] everywhere = new int[stream.length];
    for (int i = 0; i < everywhere.length; i++) {
      everywhere[i] = i;
    }
    assertThat(restored(dialect, stream, everywhere)).isEqualTo(whole);
    Generated.forAll(
        CASES / 4,
        cases -> {
          int[] cuts = new int[cases.below(12)];
          for (int i = 0, at = 0; i < cuts.length; i++) {
            at = cuts[i] = Math.min(stream.length, at + cases.below(stream.length / 6));
          }
          assertThat(restored(dialect, stream, cuts)).isEqualTo(whole);
        });
  }

  @Test
  void any_answer_cut_into_any_deltas_gives_the_text_of_the_whole_in_every_choice() {
    Generated.forAll(CASES, this::checkDeltas);
  }

  private void checkDeltas(Generated cases) {
    String[] answers = {cases.answer(), cases.answer(), cases.answer()};
    int[] at = new int[answers.length];
    Streams streams = new Streams("\n");
    for (int open = answers.length; open > 0; ) {
      int choice = cases.below(answers.length);
      if (at[choice] < 0) {
        continue;
      }
      int to = cases.cut(at[choice], answers[choice].length());
      String delta = Streams.quoted(answers[choice].substring(at[choice], to));
      boolean last = to == answers[choice].length();
      streams.chat(choice, "{\"content\":" + delta + "}", last ? "\"stop\"" : "null");
      at[choice] = last ? -1 : to;
      open -= last ? 1 : 0;
    }
    Map<String, String> read =
        Streams.channels(restored(EventDialect.CHAT_COMPLETIONS, streams.bytes()));

    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < answers.length; i++) {
      expected.put("choice " + i + "/content", few.whole(answers[i]).text());
      expected.put("choice " + i + " finish", "stop");
    }
    assertThat(read).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: no json Client A\n\n",
        "event: x\nid: 7\nretry: 10\n\n",
        "data: {\"broken\":\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"plain ü\"}}]}\n\n",
        "data:{\"a\":1}\r\rdata: [1]\r\n\r\n",
        ":\n\n\n\n",
        "data: \"Clie",
      })
  void what_holds_no_token_is_relayed_byte_for_byte(String stream) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);

    assertThat(restored(EventDialect.CHAT_COMPLETIONS, bytes)).isEqualTo(bytes);
    assertThat(restored(EventDialect.MESSAGES, bytes)).isEqualTo(bytes);
  }

  @Test
  void a_stream_that_breaks_off_loses_no_text() {
    byte[] stream = new Streams("\n").chat(0, "{\"content\":\"See Client_K7M\"}", "null").bytes();

    assertThat(Streams.channels(restored(EventDialect.CHAT_COMPLETIONS, stream)))
        .containsEntry("choice 0/content", "See Client_K7M");
  }

  @Test
  void data_in_several_lines_are_one_event() {
    byte[] stream =
        "data: {\"type\":\"error\",\ndata: \"m\":\"Client A\"}\n\n"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(new String(restored(EventDialect.MESSAGES, stream), StandardCharsets.UTF_8))
        .isEqualTo("data: {\"type\":\"error\", \"m\":\"Nordwind Logistik GmbH\"}\n\n");
  }

  @Test
  void arguments_stay_valid_JSON_whatever_the_name() {
    byte[] out = restored(EventDialect.CHAT_COMPLETIONS, chat("\n"));

    Streams.channels(out)
        .forEach(
            (channel, text) -> {
              if (channel.endsWith("arguments")) {
                JsonMapper.builder().build().readTree(text);
              }
            });
  }

  @Test
  void an_event_without_end_is_refused() {
    EventRestorer restorer = few.events(EventDialect.MESSAGES);
    byte[] endless = new byte[1 << 20];

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                restorer.push(endless);
              }
            })
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void strays_are_counted_over_all_channels() {
    EventRestorer restorer = few.events(EventDialect.CHAT_COMPLETIONS);
    restorer.push(
        new Streams("\n")
            .chat(0, "{\"content\":\"Client Z and \"}", "null")
            .chat(1, "{\"content\":\"Client Y\"}", "\"stop\"")
            .bytes());
    restorer.finish();

    assertThat(restorer.strays()).hasSize(2);
  }
}
