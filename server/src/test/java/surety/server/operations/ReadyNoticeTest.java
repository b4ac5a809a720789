package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestServer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadyNoticeTest {

  // The demo reads this line; its own test has the same one.
  @Test
  void the_times_are_told_in_seconds_with_the_databases_part_of_them() {
    var login = new DatabaseLogin("jdbc:postgresql://127.0.0.1/x", "x", "x");
    var database =
        new ServerDatabase(
            login,
            login,
            null,
            Duration.ofMillis(412),
            Duration.ofMillis(95),
            Duration.ofMillis(203));
    assertThat(ReadyNotice.times(Duration.ofMillis(3412), database))
        .isEqualTo(
            "ready in 3.412 s (PostgreSQL 0.412 s, migrations 0.095 s, waited for both 0.203 s)");
  }

  @Test
  void a_server_measures_both_parts() {
    TestServer server = TestServer.start();
    try {
      ServerDatabase database = server.bean(ServerDatabase.class);
      assertThat(database.starting()).isPositive();
      assertThat(database.migrating()).isPositive();
    } finally {
      server.stop();
    }
  }
}
