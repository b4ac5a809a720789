package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecondLookTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Directory directory =
      Directory.builder()
          .version(7)
          .client("c1", "Nordwind Logistik")
          .client("c2", "Zephyr")
          .client("c3", "Ärö Öl")
          .project("p1", "Blauhafen")
          .person("m1", "Mira Övergård")
          .build();
  private final SecondLook look = SecondLook.of(directory);

  private static Outgoing json(String body) {
    return Outgoing.of("/v1/chat/completions", JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Outgoing content(String text) {
    StringBuilder quoted = new StringBuilder();
    JsonText.escape(text, quoted);
    return json(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + quoted + "\"}]}");
  }

  private static Outgoing content(byte[] bytes) {
    return content("see " + Base64.getEncoder().encodeToString(bytes) + " there");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_body_without_names_is_proven_and_gives_its_bytes_once() {
    Outgoing request = content("Client_K7MQX owes 12 EUR, the wind blows north.");

    ProvenBody proven = (ProvenBody) look.look(request);

    assertThat(proven.take()).isEqualTo(request.body());
    assertThat(proven.path()).isEqualTo("/v1/chat/completions");
    assertThat(proven.headers()).containsEntry("content-type", "application/json");
    assertThat(proven.directoryVersion()).isEqualTo(7);
    assertThatThrownBy(proven::take).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bytes_that_are_changed_after_the_look_are_not_the_ones_that_leave() {
    byte[] bytes = utf8("{\"a\":\"harmless\"}");
    Outgoing request = Outgoing.of("/v1/responses", JSON, bytes);
    bytes[7] = 'Z';

    assertThat(((ProvenBody) look.look(request)).take()).isEqualTo(utf8("{\"a\":\"harmless\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nordwind Logistik",
        "NORDWIND LOGISTIK",
        "nordwind-logistik",
        "xnordwindlogistikx",
        "Nordwind\u00A0Logistik",
        "Nord\u200Bwind Logi\u00ADstik",
        "Nоrdwind Lоgistik",
        "Ｎｏｒｄｗｉｎｄ Logistik",
        "**Nord**wind\nLogistik",
        "Nordwind Logistik's",
        "Zephyr",
        "zephyr's",
        "ZEPHYRS",
        "theZephyrFile",
        "zephyr_2024",
        "Zephyr2",
        "Ze*ph*yr",
        "Aro Ol",
        "A\u0308ro\u0308 O\u0308l",
        "Mira Overgard",
        "Blauhafen",
      })
  void a_name_in_any_writing_is_a_leak(String text) {
    assertThat(look.look(content("The bill of " + text + " is due.")))
        .isInstanceOf(Leak.class)
        .satisfies(
            leak -> assertThat(leak.toString()).doesNotContainIgnoringCase("zephyr", "nord"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zephyrus", "azephyr", "ze phyr", "Zeph", "roe rol", "nord log", ""})
  void what_is_no_name_is_no_leak(String text) {
    assertThat(look.look(content(text))).isInstanceOf(ProvenBody.class);
  }

  @Test
  void a_leak_names_the_kind_and_the_view() {
    assertThat(look.look(content("hello " + b64("Mira Övergård") + "!")))
        .isEqualTo(new Leak(EntityKind.PERSON, "body/json/base64"));
  }

  private static String b64(String text) {
    return Base64.getEncoder().encodeToString(utf8(text + ", a customer"));
  }

  @Test
  void the_shortest_run_of_base64_is_decoded_wherever_it_begins() {
    String run = Base64.getEncoder().encodeToString(utf8("Zephyr owes!"));
    assertThat(run).hasSize(16);
    for (int before = 0; before < 200; before++) {
      String text = ".".repeat(before) + run + ". " + "-".repeat(before % 15);
      assertThat(look.look(content(text))).as("behind %s", before).isInstanceOf(Leak.class);
    }
  }

  private Map<LookView, Outgoing> encoded() {
    String name = "Zephyr Ärö Öl owes";
    Map<LookView, Outgoing> requests = new EnumMap<>(LookView.class);
    requests.put(LookView.ESCAPES, content("x \\u005aephyr x"));
    requests.put(LookView.PERCENT, content("q=%5Aephyr"));
    requests.put(LookView.ENTITIES, content("of &#90;ephyr"));
    requests.put(LookView.QUOTED_PRINTABLE, content("of Zep=\r\nhy=72 ab"));
    requests.put(LookView.TAGS, content("of Ze<b>ph</b>yr"));
    requests.put(LookView.BASE64, content(utf8(name)));
    requests.put(LookView.HEX, content(HexFormat.of().formatHex(utf8(name))));
    requests.put(LookView.COMPRESSED, content(gzip(utf8(name))));
    requests.put(
        LookView.JOINED,
        json(
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"x\",\"text\":\"the"
                + " Blauh\"},{\"type\":\"x\",\"text\":\"afen bill\"}]}]}"));
    return requests;
  }

  @Test
  void a_name_in_each_encoding_is_a_leak_and_is_missed_when_that_view_is_off() {
    encoded()
        .forEach(
            (view, request) -> {
              assertThat(look.look(request)).as("%s", view).isInstanceOf(Leak.class);
              assertThat(look.without(view).look(request))
                  .as("without %s", view)
                  .isInstanceOf(ProvenBody.class);
            });
    assertThat(encoded().keySet()).containsExactly(LookView.values());
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] zlib(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  void base64_is_found_wherever_it_begins_and_however_it_is_broken() {
    byte[] name = utf8("the invoice of Zephyr is late and late again and again and again, we fear");
    String plain = Base64.getUrlEncoder().withoutPadding().encodeToString(name);
    for (String before : new String[] {"", "x", "-x", "_ab", "/v1/", "key="}) {
      assertThat(look.look(content(before + plain))).as(before).isInstanceOf(Leak.class);
    }
    assertThat(look.look(content(Base64.getMimeEncoder().encodeToString(name))))
        .isInstanceOf(Leak.class);
    assertThat(look.look(content(zlib(name)))).isInstanceOf(Leak.class);
    assertThat(look.look(content("data:text/plain;base64," + plain))).isInstanceOf(Leak.class);
    assertThat(look.look(content("Nordwind Logistik".getBytes(StandardCharsets.UTF_16LE))))
        .isInstanceOf(Leak.class);
  }

  @Test
  void encodings_are_undone_to_depth_three_and_refused_beyond() {
    String one = percent("Zephyr");
    String two = Base64.getEncoder().encodeToString(utf8("of " + one + " and so on"));
    String three = Base64.getEncoder().encodeToString(utf8("of " + two + " and so on"));
    String four = Base64.getEncoder().encodeToString(utf8("of " + three + " and so on"));

    assertThat(look.look(content(two)))
        .isEqualTo(new Leak(EntityKind.CLIENT, "body/json/base64/percent"));
    assertThat(look.look(content(three)))
        .isEqualTo(new Leak(EntityKind.CLIENT, "body/json/base64/base64/percent"));
    assertThat(look.look(content(four)))
        .isEqualTo(
            new Unproven(Unproven.Reason.TOO_DEEP, "body/json/base64/base64/base64/percent"));
  }

  private static String percent(String text) {
    StringBuilder out = new StringBuilder();
    for (byte unit : utf8(text)) {
      out.append('%').append(HexFormat.of().toHexDigits(unit));
    }
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "{\"Zephyr\":1}|body/json/names",
        "{\"a\":{\"b\":[[\"Zephyr\"]]}}|body/json",
        "{\"tools\":[{\"function\":{\"name\":\"get_zephyr_bill\"}}]}|body/json",
        "{\"a\":\"\\u005aephyr\"}|body/json",
        "{\"content\":\"Zephyr\",\"content\":\"x\"}|body/json",
        "{\"user\":\"Zephyr\"}|body/json",
        "{\"input\":[\"Blau\",\"hafen\"]}|body/json",
        "{\"a\":\"Nord\",\"b\":\"wind\",\"c\":\"Logis\",\"d\":\"tik\"}|body/json",
      })
  void a_name_anywhere_in_a_body_is_a_leak(String body, String view) {
    assertThat(look.look(json(body))).isInstanceOf(Leak.class).extracting("view").isEqualTo(view);
  }

  @Test
  void a_name_in_path_or_headers_is_a_leak() {
    byte[] none = {};
    assertThat(look.look(Outgoing.of("/v1/models/zephyr", Map.of(), none)))
        .isEqualTo(new Leak(EntityKind.CLIENT, "path"));
    assertThat(look.look(Outgoing.of("/v1/models?q=%5aephyr", Map.of(), none)))
        .isEqualTo(new Leak(EntityKind.CLIENT, "path/percent"));
    assertThat(look.look(Outgoing.of("/v1/models", Map.of("x-note", "zephyr"), none)))
        .isEqualTo(new Leak(EntityKind.CLIENT, "headers"));
    assertThat(look.look(Outgoing.of("/v1/models", Map.of("zephyr", "1"), none)))
        .isEqualTo(new Leak(EntityKind.CLIENT, "headers"));
    assertThat(look.look(Outgoing.of("/v1/models", Map.of("x-api-key", "k"), none)))
        .isInstanceOf(ProvenBody.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "image/png|x|UNKNOWN_CONTENT_TYPE",
        "application/octet-stream|x|UNKNOWN_CONTENT_TYPE",
        "multipart/form-data; boundary=x|x|UNKNOWN_CONTENT_TYPE",
        "|x|UNKNOWN_CONTENT_TYPE",
        "application/json; charset=utf-16|{}|UNKNOWN_CONTENT_TYPE",
        "application/json|{\"a\":|UNREADABLE_BODY",
        "application/json|{} {}|UNREADABLE_BODY",
        "application/json|{'a':1}|UNREADABLE_BODY",
        "application/json|{\"a\":\"\\x\"}|UNREADABLE_BODY",
        "application/json|{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}|ATTACHMENT",
        "application/json|{\"content\":[{\"type\":\"input_audio\"}]}|ATTACHMENT",
        "application/json|{\"source\":{\"type\":\"url\",\"url\":\"u\"}}|ATTACHMENT",
        "application/json|{\"type\":\"im\\u0061ge\"}|ATTACHMENT",
        "application/json|{\"file_ids\":[\"f\"]}|ATTACHMENT",
        "application/json|{\"url\":\"data:image/png;base64,AAAA\"}|ATTACHMENT",
        "application/json|{\"x\":\"JVBERi0xLjcKJeLjz9MKMyAwIG9iago8PA\"}|ATTACHMENT",
        "application/json|{\"signature\":\"abc\"}|OPAQUE_DATA",
        "application/json|{\"encrypted_content\":\"abc\"}|OPAQUE_DATA",
        "application/json|{\"data\":\"abc\",\"type\":\"redacted_thinking\"}|OPAQUE_DATA",
        "application/json|{\"input\":[[101,2023]]}|TOKEN_NUMBERS",
      })
  void what_cannot_be_read_is_refused_with_a_reason(String type, String body, String reason) {
    Map<String, String> headers = type == null ? Map.of() : Map.of("content-type", type);

    assertThat(look.look(Outgoing.of("/v1/messages", headers, utf8(body))))
        .isInstanceOf(Unproven.class)
        .extracting("reason")
        .hasToString(reason);
  }

  @Test
  void a_body_that_is_no_utf8_is_refused() {
    byte[] body = {'"', (byte) 0xC3, '"'};

    assertThat(look.look(Outgoing.of("/v1/messages", JSON, body)))
        .isEqualTo(new Unproven(Unproven.Reason.UNREADABLE_BODY, "body/json"));
  }

  @Test
  void a_compressed_body_is_read_and_a_broken_or_endless_one_refused() {
    Map<String, String> gzipped =
        Map.of("content-type", "application/json", "content-encoding", "gzip");
    byte[] leaking = gzip(utf8("{\"a\":\"Zephyr\"}"));
    byte[] bomb = gzip(new byte[70 << 20]);

    assertThat(look.look(Outgoing.of("/v1/messages", gzipped, leaking)))
        .isEqualTo(new Leak(EntityKind.CLIENT, "body/json"));
    assertThat(look.look(Outgoing.of("/v1/messages", gzipped, new byte[] {1, 2})))
        .isInstanceOf(Unproven.class);
    assertThat(look.look(Outgoing.of("/v1/messages", gzipped, bomb)))
        .isEqualTo(new Unproven(Unproven.Reason.TOO_LARGE, "body/compressed"));
    assertThat(look.look(content(gzip(new byte[40 << 20])))).isInstanceOf(Unproven.class);
  }

  @Test
  void attachments_opaque_data_and_words_pass_when_they_are_answered_for() {
    Outgoing image =
        json("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}");
    Outgoing signed = json("{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"abc\"}");
    Outgoing model = json("{\"model\":\"zephyr\"}");

    assertThat(look.allowing(Set.of(Attachment.IMAGE)).look(image)).isInstanceOf(ProvenBody.class);
    assertThat(look.allowing(Set.of(Attachment.AUDIO)).look(image)).isInstanceOf(Unproven.class);
    assertThat(look.relaying("abc"::equals).look(signed)).isInstanceOf(ProvenBody.class);
    assertThat(look.relaying("abd"::equals).look(signed)).isInstanceOf(Unproven.class);
    assertThat(look.look(model)).isInstanceOf(Leak.class);
    assertThat(look.vouching(Set.of("zephyr")).look(model)).isInstanceOf(ProvenBody.class);
  }

  @Test
  void the_words_of_the_formats_are_no_names_where_the_formats_have_them() {
    SecondLook user =
        SecondLook.of(Directory.builder().client("c", "User").project("p", "Content").build());

    assertThat(user.look(content("hello"))).isInstanceOf(ProvenBody.class);
    assertThat(user.look(content("dear User"))).isInstanceOf(Leak.class);
    assertThat(user.look(json("{\"x\":\"User\"}"))).isInstanceOf(Leak.class);
  }

  @Test
  void data_of_a_tool_may_have_fields_that_look_like_attachments() {
    Outgoing toolUse =
        json(
            "{\"type\":\"tool_use\",\"input\":{\"type\":\"file\",\"image_url\":\"x\",\"input\":[1]}}");

    assertThat(look.look(toolUse)).isInstanceOf(ProvenBody.class);
  }

  @Test
  void depth_and_size_are_limited() {
    String deep = "[".repeat(300) + "]".repeat(300);

    assertThat(look.look(json(deep)))
        .isEqualTo(new Unproven(Unproven.Reason.TOO_DEEP, "body/json"));
    assertThat(look.look(Outgoing.of("/v1/messages", JSON, new byte[(64 << 20) + 1])))
        .isEqualTo(new Unproven(Unproven.Reason.TOO_LARGE, "body"));
  }

  @Test
  void nothing_that_the_look_answers_shows_a_name() {
    assertThat(look.look(content("Zephyr")).toString())
        .isEqualTo("Leak[kind=CLIENT, view=body/json]");
    assertThat(look.toString() + content("Zephyr")).doesNotContain("ephyr");
  }

  @Test
  void a_look_that_fails_is_no_proof() {
    SecondLook failing =
        look.relaying(
            _ -> {
              throw new IllegalStateException("Zephyr");
            });

    assertThat(failing.look(json("{\"signature\":\"abc\"}")))
        .isEqualTo(new Unproven(Unproven.Reason.FAILED, "request"));
  }
}
