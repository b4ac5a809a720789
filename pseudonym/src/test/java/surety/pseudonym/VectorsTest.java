package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VectorsTest {
  private static final Pattern CHARACTER = Pattern.compile("<([0-9A-F]{4,5})>");

  record Vector(Directory directory, String sort, String given, String expected) {
    @Override
    public String toString() {
      return sort + " " + given;
    }

    Pseudonymized<String> replace(Conversation conversation) {
      return switch (sort) {
        case "text" -> conversation.text(given);
        case "json" -> conversation.json(given);
        case "chat" -> conversation.chat(given);
        default -> throw new IllegalStateException(sort);
      };
    }
  }

  static Stream<Vector> vectors() throws IOException {
    Directory.Builder builder = Directory.builder();
    List<String[]> cases = new ArrayList<>();
    for (String line : lines()) {
      String[] parts =
          Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
      String[] head = parts[0].split(" ", -1);
      if (head[0].equals("entity")) {
        List<String> aliases = List.of(parts).subList(2, parts.length);
        builder.add(new Entity(head[2], EntityKind.valueOf(head[1]), parts[1], aliases));
      } else {
        cases.add(parts);
      }
    }
    Directory directory = builder.build();
    return cases.stream()
        .map(parts -> new Vector(directory, parts[0], decode(parts[1]), decode(parts[2])));
  }

  private static List<String> lines() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(VectorsTest.class.getResourceAsStream("vectors.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private static String decode(String text) {
    return CHARACTER
        .matcher(text)
        .replaceAll(hex -> Character.toString(Integer.parseInt(hex.group(1), 16)));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void a_vector_is_replaced_as_the_specification_says(Vector vector) {
    Conversation conversation = Conversation.begin(vector.directory(), TokenStyle.LABELS);
    assertThat(vector.replace(conversation).payload()).isEqualTo(vector.expected());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void restoring_gives_the_text_of_a_vector_back(Vector vector) {
    for (TokenStyle style : TokenStyle.values()) {
      Conversation conversation = Conversation.begin(vector.directory(), style);
      String replaced = vector.replace(conversation).payload();
      String expected = vector.given();
      if (vector.sort().equals("json")) {
        // Escapes that JSON does not need come back as the character.
        expected = expected.replace("\\u00fc", "ü").replace("\\u00f6", "ö");
      }
      assertThat(conversation.restore(replaced).text()).isEqualTo(expected);
    }
  }
}
