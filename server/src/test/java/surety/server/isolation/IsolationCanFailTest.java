package surety.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IsolationCanFailTest {

  private static final Path MATRIX = Path.of("target", "isolation-matrix.txt");
  private static final String CATALOGUE = "broken rule of the schema";

  // A control whose absence that many attacks notice needs no more of them.
  private static final int ENOUGH = 2;

  private static final Map<String, List<String>> KILLS = new LinkedHashMap<>();

  // Each has a database of its own, so two are tried at a time, ahead of the test that asks.
  private static final ExecutorService AHEAD = Executors.newFixedThreadPool(2);

  @AfterAll
  static void end() {
    AHEAD.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> an_attack_succeeds_when_a_control_is_missing() {
    Map<Mutant, Future<List<String>>> together = new LinkedHashMap<>();
    List<Mutant> alone = new ArrayList<>();
    for (Mutant mutant : Mutant.all()) {
      if (mutant.alone()) {
        alone.add(mutant);
      } else {
        together.put(mutant, AHEAD.submit(() -> killsOf(mutant)));
      }
    }
    return Stream.concat(
        together.entrySet().stream().map(it -> isKilled(it.getKey(), it.getValue()::get)),
        alone.stream().map(mutant -> isKilled(mutant, () -> killsOf(mutant))));
  }

  private static DynamicTest isKilled(Mutant mutant, Callable<List<String>> kills) {
    return DynamicTest.dynamicTest(
        mutant.name(),
        () -> {
          KILLS.put(mutant.name(), kills.call());
          assertThat(kills(mutant.name())).as("attacks that succeed").isNotEmpty();
        });
  }

  private static List<String> killsOf(Mutant mutant) throws SQLException {
    try (Field field = Field.protectedSchema()) {
      try {
        mutant.change().in(field);
        return attacksFor(mutant).stream()
            .filter(attack -> !attack.against(field).leaks().isEmpty())
            .map(Attack::name)
            .limit(ENOUGH)
            .toList();
      } finally {
        if (mutant.alone()) {
          mutant.undo(field);
        }
      }
    }
  }

  // Each mutant begins with another attack, so that all of them get their turn.
  private static List<Attack> attacksFor(Mutant mutant) {
    List<Attack> attacks = new ArrayList<>(Attack.all());
    Collections.rotate(attacks, mutant.name().hashCode());
    return attacks;
  }

  /// One line for each attack, one column for each mutant.
  @AfterAll
  static void print_the_matrix() throws IOException {
    StringBuilder text =
        new StringBuilder(
            "Which attack succeeds when which control is missing; tried until two did\n\n");
    List<String> mutants = List.copyOf(KILLS.keySet());
    for (int i = 0; i < mutants.size(); i++) {
      text.append("%4d  %s%n".formatted(i + 1, mutants.get(i)));
    }
    text.append('\n').append(" ".repeat(50));
    for (int i = 0; i < mutants.size(); i++) {
      text.append("%3d".formatted(i + 1));
    }
    text.append('\n');
    for (Attack attack : Attack.all()) {
      text.append("%-50s".formatted(attack.name()));
      mutants.forEach(m -> text.append(kills(m).contains(attack.name()) ? "  x" : "  ."));
      text.append('\n');
    }
    summary(text, mutants);
    Files.writeString(MATRIX, text);
  }

  private static void summary(StringBuilder text, List<String> mutants) {
    var byCatalogueAlone = new TreeSet<String>();
    mutants.forEach(
        mutant -> {
          if (kills(mutant).equals(List.of(CATALOGUE))) {
            byCatalogueAlone.add(mutant);
          }
        });
    text.append("\nfound by the catalogue alone: ").append(byCatalogueAlone).append('\n');
    text.append("survivors: ")
        .append(mutants.stream().filter(m -> kills(m).isEmpty()).toList())
        .append('\n');
  }

  private static List<String> kills(String mutant) {
    return KILLS.getOrDefault(mutant, List.of());
  }
}
