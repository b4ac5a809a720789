package surety.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StartTimesTest {

  @Test
  void the_servers_own_line_is_understood_wherever_the_log_puts_it() {
    String line = "INFO notice : ready in 3.412 s (PostgreSQL 0.412 s, migrations 0.095 s)";
    StartTimes times = StartTimes.in(line).orElseThrow();
    assertThat(times).isEqualTo(new StartTimes(3412, 412, 95));
    assertThat(times.databaseUp()).isEqualTo(3000);
    assertThat(times.summary())
        .containsEntry("in all", 3412L)
        .containsEntry("with the database up", 3000L);
  }

  @Test
  void other_lines_are_none() {
    assertThat(StartTimes.in("Surety is ready at https://localhost:8443")).isEmpty();
    assertThat(StartTimes.in("ready in soon (PostgreSQL 1 s, migrations 2 s)")).isEmpty();
  }
}
