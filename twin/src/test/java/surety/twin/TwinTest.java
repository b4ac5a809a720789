package surety.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwinTest {

  @Test
  void the_production_server_runs_with_every_fault_woven_in_and_switches_them_one_at_a_time() {
    try (TwinProcess twin = TwinProcess.start("", line -> System.err.println(line))) {
      assertThat(twin.origin()).startsWith("https://localhost:");

      twin.on("row-security-off");
      assertThatThrownBy(() -> twin.on("any-method"))
          .isInstanceOf(FaultRefused.class)
          .hasMessageContaining("still on");
      twin.off();
      twin.on("scope-mac-unchecked");
      twin.off();
      twin.on("any-method");
      assertThat(twin.off()).isZero();
      assertThatThrownBy(() -> twin.on("no-such-fault")).isInstanceOf(FaultRefused.class);
    }
  }
}
