package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":[1,-2.5,true,false,null,\"x\"],\"b\":{\"c\":[]}}",
        "\"quote \\\" back \\\\ line \\n tab \\t bell \\u0007\"",
        "\"Größe – 東京\"",
        "12345678901234567890.5",
        "0.001"
      })
  void compact_json_is_written_as_it_was_read(String json) {
    assertThat(Json.parse(json)).hasToString(json);
  }

  @Test
  void escapes_are_read_as_what_they_stand_for() {
    Json read = Json.parse(" \"\\u0041\\/\\ud83d\\ude00\" ");
    assertThat(read).isEqualTo(new Json.JsonText("A/\ud83d\ude00"));
    assertThat(Json.parse(read.toString())).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\"}",
        "{\"a\":1,}",
        "[1,]",
        "[1 2]",
        "{a:1}",
        "'a'",
        "01",
        "1.",
        ".5",
        "+1",
        "NaN",
        "1e9999",
        "tru",
        "nulll",
        "\"\u0001\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"open",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "1234567890123456789012345678901234567890123"
      })
  void what_is_not_json_or_could_be_read_in_two_ways_is_refused(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonInvalid.class);
  }

  @Test
  void too_many_levels_are_refused_and_not_a_stack_overflow() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(JsonInvalid.class);
    assertThat(Json.parse("[".repeat(64) + "]".repeat(64))).isNotNull();
  }

  @Test
  void damaged_json_is_read_or_refused_and_nothing_else() {
    Random random = new Random(1);
    byte[] good = Script.proven(Severity.HIGH).ledger().entries().getLast().envelope();
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
      readOrRefuse(damaged);
    }
  }

  private static void readOrRefuse(byte[] text) {
    try {
      assertThat(LedgerEntry.parse(text)).isNotNull();
    } catch (JsonInvalid refused) {
      assertThat(refused).hasMessageNotContaining(new String(text, StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_member_of_another_kind_is_named() {
    JsonObject object =
        Json.parseObject("{\"a\":\"x\",\"b\":1.5}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> object.number("a")).hasMessageContaining("a is not");
    assertThatThrownBy(() -> object.number("b")).hasMessageContaining("b is not a whole number");
    assertThatThrownBy(() -> object.text("c")).hasMessageContaining("c is missing");
    assertThatThrownBy(() -> object.instant("a")).hasMessageContaining("a is not an instant");
    assertThatThrownBy(() -> object.hash("a")).hasMessageContaining("a is not");
  }
}
