package surety.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StartTimesTest {

  @Test
  void the_servers_own_line_is_understood_wherever_the_log_puts_it() {
    String line =
        "INFO notice : ready in 3.412 s (PostgreSQL 0.412 s, migrations 0.095 s, waited for both"
            + " 0.203 s)";
    StartTimes times = StartTimes.in(line).orElseThrow();
    assertThat(times).isEqualTo(new StartTimes(3412, 412, 95, 203));
    assertThat(times.summary())
        .containsEntry("in all", 3412L)
        .containsEntry("beside waiting for PostgreSQL", 3304L);
  }

  @Test
  void who_waited_for_no_longer_than_the_migrations_did_not_wait_for_PostgreSQL() {
    assertThat(new StartTimes(3412, 412, 95, 0).besidePostgres()).isEqualTo(3412);
    assertThat(new StartTimes(3412, 412, 95, 95).besidePostgres()).isEqualTo(3412);
  }

  @Test
  void other_lines_are_none() {
    assertThat(StartTimes.in("Surety is ready at https://localhost:8443")).isEmpty();
    assertThat(StartTimes.in("ready in soon (PostgreSQL 1 s)")).isEmpty();
  }
}
