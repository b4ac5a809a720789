package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import surety.server.Corpus;
import surety.server.connect.mapping.ConnectorFileInvalid;
import surety.server.connect.mapping.Mistake;
import surety.server.egress.Destination;
import surety.server.egress.Origin;
import surety.server.egress.ReadRule;

/// Whatever stands in a connector file, it compiles to a plan that reads at its own host, or each
/// of its mistakes is told with a line of it; and the same file always comes to the same.
@DisplayNameGeneration(ReplaceUnderscores.class)
public class ConnectorFileFuzzTest {

  static Stream<Arguments> corpus() throws IOException {
    return Corpus.of("connectors");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void a_file_compiles_or_its_mistakes_are_told(byte[] input) {
    fuzzerTestOneInput(input);
  }

  /// Tries one file.
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Object outcome = outcome(text);
    assertThat(outcome(text)).isEqualTo(outcome);
  }

  private static Object outcome(String text) {
    try {
      return checked(ConnectorFile.compile("fuzz.yaml", text));
    } catch (ConnectorFileInvalid e) {
      return checked(e.mistakes(), text);
    }
  }

  private static List<Mistake> checked(List<Mistake> mistakes, String text) {
    // YAML knows more ends of lines than two.
    long lines =
        1 + text.codePoints().filter(c -> "\n\r\u0085\u2028\u2029".indexOf(c) >= 0).count();
    assertThat(mistakes).isNotEmpty();
    for (Mistake mistake : mistakes) {
      if (mistake.line() < 1 || mistake.line() > lines || mistake.remedy().isBlank()) {
        throw new AssertionError("not explained: " + mistake + " Lines: " + lines);
      }
    }
    return mistakes;
  }

  private static List<Object> checked(ConnectorPlan plan) {
    Destination destination = plan.destination(plan.baseUrl());
    Origin origin = destination.origin();
    if (!origin.scheme().equals("https") || origin.port() != 443) {
      throw new AssertionError("leads to " + origin);
    }
    for (ReadRule rule : destination.reads()) {
      if (rule.parameters().stream().anyMatch(ReadRule::isForbidden)) {
        throw new AssertionError("a forbidden parameter");
      }
    }
    return List.of(plan.id(), plan.capabilities(), destination, plan.settings(), plan.secrets());
  }
}
