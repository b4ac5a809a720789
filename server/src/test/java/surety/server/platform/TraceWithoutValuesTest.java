package surety.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ThrowableProxy;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TraceWithoutValuesTest {

  @Test
  void types_places_and_causes_are_told_and_what_libraries_say_is_not() {
    var failure =
        new IllegalStateException(
            "about ada@example.org", new SQLException("Key (email)=(ada@example.org)", "23505"));
    failure.addSuppressed(new NumberFormatException("ada@example.org"));

    assertThat(written(failure))
        .contains("IllegalStateException", "Caused by: java.sql.SQLException: state 23505")
        .contains("Suppressed: java.lang.NumberFormatException", getClass().getName())
        .doesNotContain("ada@example.org");
  }

  @Test
  void the_servers_own_words_and_those_of_the_network_are_told() {
    assertThat(written(new StartRefused("The data folder is no folder")))
        .contains("The data folder is no folder");
    assertThat(written(new ConnectException("Connection refused"))).contains("Connection refused");
  }

  private static String written(Throwable thrown) {
    var converter = new TraceWithoutValues();
    converter.start();
    return converter.throwableProxyToString(new ThrowableProxy(thrown));
  }
}
