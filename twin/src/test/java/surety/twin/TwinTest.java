package surety.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwinTest {

  private static final TwinProcess TWIN = TwinProcess.start("", line -> System.err.println(line));

  @AfterAll
  static void end() {
    TWIN.close();
  }

  @Test
  void the_production_server_runs_with_every_fault_woven_in_and_switches_them_one_at_a_time() {
    assertThat(TWIN.origin()).startsWith("https://localhost:");

    TWIN.on("row-security-off");
    assertThatThrownBy(() -> TWIN.on("any-method"))
        .isInstanceOf(FaultRefused.class)
        .hasMessageContaining("still on");
    TWIN.off();
    TWIN.on("any-method");
    assertThat(TWIN.off()).isZero();
    assertThatThrownBy(() -> TWIN.on("no-such-fault")).isInstanceOf(FaultRefused.class);
  }

  // A migration that writes a function anew takes away the passage that a fault replaces.
  @ParameterizedTest
  @MethodSource("faultsOfTheDatabase")
  void a_fault_of_the_database_finds_what_it_changes_and_takes_it_back(String fault) {
    TWIN.on(fault);
    TWIN.off();
  }

  static Stream<String> faultsOfTheDatabase() {
    return FaultIndex.own().all().stream()
        .filter(fault -> !fault.atStart())
        .filter(fault -> fault.parts().stream().anyMatch(TwinTest::isOfTheDatabase))
        .map(DeclaredFault::id);
  }

  private static boolean isOfTheDatabase(DeclaredFault.Part part) {
    return part instanceof DeclaredFault.Statements || part instanceof DeclaredFault.Functions;
  }
}
