package surety.server.audit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackoffTest {

  @ParameterizedTest
  @CsvSource({"0,5", "1,10", "5,160", "10,5120", "11,7200", "12,7200", "100000,7200"})
  void the_wait_doubles_up_to_two_hours_and_is_never_less_than_half(int failures, int longest) {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      assertThat(Backoff.after(failures, Optional.empty(), random))
          .isBetween(Duration.ofMillis(longest * 500L), Duration.ofSeconds(longest));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,60,60", "1,1,5", "1,999999,7200"})
  void what_the_receiver_asks_for_counts_if_it_is_longer(int failures, int asked, int least) {
    assertThat(Backoff.after(failures, Optional.of(Duration.ofSeconds(asked)), new Random(7)))
        .isBetween(Duration.ofSeconds(least), Duration.ofSeconds(Math.max(least, 10)));
  }
}
