package surety.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SandboxTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) throws Exception {
    return Sandbox.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void help_names_every_option() throws Exception {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--port", "--seed", "--latency", "--rate-limits");
  }

  @Test
  void an_unknown_option_and_a_bad_value_are_named() throws Exception {
    assertThat(run("--prot", "1")).isEqualTo(2);
    assertThat(run("--port", "70000")).isEqualTo(2);
    assertThat(run("--seed")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("unknown option --prot", "--port needs a number", "--seed needs a number");
  }

  @Test
  void a_taken_port_is_said() throws Exception {
    try (SandboxServer sandbox =
        SandboxServer.start(SandboxOptions.of(LocalDate.of(2026, 3, 18)))) {
      assertThat(run("--port", Integer.toString(sandbox.port()))).isOne();
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("can not be used");
    }
  }
}
