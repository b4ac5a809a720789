package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Replaced, looked at, sent to a model that repeats what it was told, and restored.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ThereAndBackTest {
  private static final int CASES = 2_500;
  private static final List<String> CLIENTS =
      List.of(
          "Kralömm Vorszigg GmbH",
          "Pulkgrön AG",
          "Quebwext & Söhne KG",
          "Škodfjor s.r.o.",
          "Łunpfaz Hylt Sp. z o.o.",
          "Drümblaś",
          "Zyx 9 Motors Ltd.",
          "O'Mézrüth Partners");
  private static final List<String> PROJECTS = List.of("Tækjokk Relaunch", "Ñarbhylt", "QX-4711");
  private static final List<String> PEOPLE =
      List.of("Wendelgard Fjorwext", "Çovrik Lömmtabe", "Jokk van der Rüthbaß", "Mézi Grönzigg");
  private static final List<String> WORDS =
      List.of(
          "the",
          "invoice",
          "of",
          "is late;",
          "please call",
          "Client A",
          "clients B and C",
          "a",
          "(see",
          ")",
          "and",
          "\n",
          "- ",
          "**",
          "\"quoted\"",
          "12.50 EUR",
          "für",
          "\u2014",
          "漢字",
          "{\"k\": 1}",
          "C:\\temp",
          "Project Alpha",
          "Client_K7MQX",
          "100 %",
          "a=b",
          "&",
          "<p>");

  private final Directory directory = directory();
  private final SecondLook look = SecondLook.of(directory);

  private static Directory directory() {
    Directory.Builder builder = Directory.builder();
    CLIENTS.forEach(name -> builder.client("c" + name, name));
    PROJECTS.forEach(name -> builder.project("p" + name, name));
    PEOPLE.forEach(name -> builder.person("m" + name, name));
    return builder.build();
  }

  private static String name(Generated cases) {
    String name = cases.one(cases.one(List.of(CLIENTS, PROJECTS, PEOPLE)));
    return switch (cases.below(8)) {
      case 0 -> name.toUpperCase(Locale.ROOT);
      case 1 -> name.toLowerCase(Locale.ROOT);
      case 2 -> Normalizer.normalize(name, Normalizer.Form.NFD);
      case 3 -> name.replace(' ', '\u00A0');
      case 4 -> name.replace(' ', '-');
      case 5 -> name + (cases.below(2) == 0 ? "'s" : "’s");
      default -> name;
    };
  }

  /// Ordinary words with `names` names among them.
  private static String text(Generated cases, int names) {
    List<String> parts = new ArrayList<>();
    for (int i = cases.below(10); i >= 0; i--) {
      parts.add(cases.one(WORDS));
    }
    for (int i = 0; i < names; i++) {
      parts.add(cases.below(parts.size() + 1), name(cases));
    }
    return String.join(" ", parts);
  }

  private static Outgoing chat(List<String> texts) {
    StringBuilder body = new StringBuilder("{\"model\":\"m\",\"stream\":true,\"messages\":[");
    for (String text : texts) {
      body.append(body.charAt(body.length() - 1) == '[' ? "" : ",");
      body.append("{\"role\":\"user\",\"content\":").append(Streams.quoted(text)).append('}');
    }
    return json("/v1/chat/completions", body.append("]}").toString());
  }

  private static Outgoing message(List<String> texts) {
    StringBuilder body =
        new StringBuilder("{\"model\":\"m\",\"max_tokens\":9,\"system\":\"Help.\",");
    body.append("\"messages\":[{\"role\":\"user\",\"content\":[");
    for (String text : texts) {
      body.append(body.charAt(body.length() - 1) == '[' ? "" : ",");
      body.append("{\"type\":\"text\",\"text\":").append(Streams.quoted(text)).append('}');
    }
    return json("/v1/messages", body.append("]}]}").toString());
  }

  private static Outgoing json(String path, String body) {
    return Outgoing.of(
        path, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(TokenStyle.class)
  void what_was_replaced_passes_the_second_look_and_comes_back_as_it_was(TokenStyle style) {
    Generated.forAll(CASES, cases -> checkRoundTrip(cases, style));
  }

  private void checkRoundTrip(Generated cases, TokenStyle style) {
    Conversation conversation = Conversation.begin(directory, style);
    List<String> texts = new ArrayList<>();
    List<String> replaced = new ArrayList<>();
    for (int i = cases.below(3); i >= 0; i--) {
      texts.add(text(cases, cases.below(3)));
      replaced.add(conversation.text(texts.getLast()).payload());
    }
    Outgoing request = cases.below(2) == 0 ? chat(replaced) : message(replaced);

    assertThat(look.look(request)).as("%s", replaced).isInstanceOf(ProvenBody.class);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(conversation.restore(replaced.get(i)).text())
          .as(replaced.get(i))
          .isEqualTo(texts.get(i));
      assertThat(streamed(conversation, replaced.get(i), cases))
          .as(replaced.get(i))
          .isEqualTo(texts.get(i));
    }
  }

  /// The text as a provider streams it and as a client reads it.
  private static String streamed(Conversation conversation, String text, Generated cases) {
    boolean chat = cases.below(2) == 0;
    Streams stream = new Streams("\n");
    for (int from = 0, to; from < text.length(); from = to) {
      to = cases.cut(from, text.length());
      String delta = text.substring(from, to);
      if (chat) {
        stream.chat(0, "{\"content\":" + Streams.quoted(delta) + "}", "null");
      } else {
        stream.block(0, "text_delta", "text", delta);
      }
    }
    EventRestorer restorer =
        conversation.restoreEvents(chat ? EventDialect.CHAT_COMPLETIONS : EventDialect.MESSAGES);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = stream.bytes();
    int half = cases.below(bytes.length + 1);
    out.writeBytes(restorer.push(bytes, 0, half));
    out.writeBytes(restorer.push(bytes, half, bytes.length - half));
    out.writeBytes(restorer.finish());
    return Streams.channels(out.toByteArray())
        .getOrDefault(chat ? "choice 0/content" : "block 0/text", "");
  }

  @Test
  void without_the_replacement_every_request_with_a_name_is_stopped() {
    Generated.forAll(CASES, cases -> checkStopped(cases, UnaryOperator.identity()));
  }

  private void checkStopped(Generated cases, UnaryOperator<String> rewriter) {
    List<String> texts = new ArrayList<>();
    texts.add(rewriter.apply(text(cases, 1)));
    texts.add(cases.below(texts.size() + 1), "nothing of note");
    Outgoing request = cases.below(2) == 0 ? chat(texts) : message(texts);

    assertThat(look.look(request)).as("%s", texts).isInstanceOf(Leak.class);
  }

  @Test
  void ordinary_business_prose_is_not_stopped() {
    Generated.forAll(
        CASES,
        cases -> {
          String prose = text(cases, 0);
          assertThat(look.look(chat(List.of(prose)))).as(prose).isInstanceOf(ProvenBody.class);
        });
  }
}
