package surety.server.audit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import surety.server.audit.log.LogParts.Entry;
import surety.server.audit.log.LogParts.Gone;
import surety.server.workspace.WorkspaceId;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SyslogMessageTest {

  private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(0, 7));
  private static final String LOG = "surety/log/00000000-0000-0000-0000-000000000007";
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.000001Z");

  private static String message(String host, String stream, StreamLine line) {
    return new String(SyslogMessage.of(host, stream, line, NOW), StandardCharsets.UTF_8);
  }

  @Test
  void an_entry_is_a_message_of_its_own_time_with_its_place() {
    Entry entry =
        new Entry(
            41, Instant.parse("2026-01-30T23:59:59.5Z"), "change", "c2FsdA==", "{\"a\": \"ü\"}");
    assertThat(message("surety.example.com", "SIEM", StreamLine.of(WORKSPACE, entry)))
        .isEqualTo(
            "<110>1 2026-01-30T23:59:59.500000Z surety.example.com surety - change"
                + " [surety@32473 stream=\"SIEM\" index=\"41\"] {\"log\":\""
                + LOG
                + "\",\"index\":41,\"salt\":\"c2FsdA==\",\"entry\":{\"a\": \"ü\"}}");
  }

  @Test
  void what_is_gone_and_a_test_are_messages_of_now() {
    assertThat(message("::1", "SIEM", StreamLine.of(WORKSPACE, new Gone(3, 9))))
        .startsWith(
            "<108>1 2026-01-31T12:00:00.000001Z ::1 surety - gone"
                + " [surety@32473 stream=\"SIEM\" index=\"3\"] {\"log\":");
    assertThat(message("a b", "SIEM", StreamLine.test(WORKSPACE)))
        .isEqualTo(
            "<110>1 2026-01-31T12:00:00.000001Z - surety - test [surety@32473 stream=\"SIEM\"]"
                + " {\"log\":\""
                + LOG
                + "\",\"test\":true}");
  }

  // RFC 5424, section 6.3.3: quote, backslash and closing bracket are escaped, and nothing else.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "plain|plain",
        "a\"b|a\\\"b",
        "a\\b|a\\\\b",
        "a]b|a\\]b",
        "[a]|[a\\]",
        "\\\"]|\\\\\\\"\\]",
        "ü 🔒|ü 🔒",
        "a='b'|a='b'",
      })
  void values_of_structured_data_are_escaped(String value, String escaped) {
    assertThat(SyslogMessage.escaped(value)).isEqualTo(escaped);
  }

  @Test
  void a_line_end_never_stands_in_structured_data() {
    assertThat(SyslogMessage.escaped("a\nb\r\u0000\u0085\u001b")).isEqualTo("a?b????");
  }
}
