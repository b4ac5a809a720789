package surety.server.audit.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import surety.server.audit.log.LogParts.Entry;
import surety.server.audit.log.LogParts.Gone;

/// A line as a syslog message (RFC 5424): what it tells stands in the message, as JSON, and its
/// place in the log in the structured data as well.
final class SyslogMessage {

  // Facility 13, log audit; severity 6, informational, and 4, warning, where something is missing.
  private static final int USUAL = 110;
  private static final int MISSING = 108;

  // The number that RFC 5612 keeps for examples: this project has none of its own.
  private static final String SD_ID = "surety@32473";

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_HOST = 255;

  private SyslogMessage() {}

  /// @param host of this server, as the receiver is to know it
  /// @param stream what the stream is called
  /// @param now for a line that tells of no single moment
  static byte[] of(String host, String stream, StreamLine line, Instant now) {
    StringBuilder text = new StringBuilder(line.text().length() + 200);
    text.append('<')
        .append(line.place() instanceof Gone ? MISSING : USUAL)
        .append(">1")
        .append(' ');
    text.append(MICROS.format(line.place() instanceof Entry entry ? entry.at() : now));
    text.append(' ').append(name(host)).append(" surety - ").append(id(line)).append(' ');
    text.append('[').append(SD_ID);
    parameter(text, "stream", stream);
    if (line.place() != null) {
      parameter(text, "index", Long.toString(line.place().first()));
    }
    text.append("] ").append(line.text());
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String id(StreamLine line) {
    return switch (line.place()) {
      case Entry entry -> entry.stream();
      case Gone _ -> "gone";
      case null -> "test";
    };
  }

  private static void parameter(StringBuilder text, String name, String value) {
    text.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  /// A value of structured data: RFC 5424, section 6.3.3. Control characters, which may stand there
  /// and are of use to nobody, become question marks.
  static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (char character : value.toCharArray()) {
      if (character == '"' || character == '\\' || character == ']') {
        escaped.append('\\').append(character);
      } else {
        escaped.append(Character.isISOControl(character) ? '?' : character);
      }
    }
    return escaped.toString();
  }

  // Printable ASCII without spaces, or a dash.
  private static String name(String host) {
    return host.matches("[!-~]{1," + LONGEST_HOST + "}") ? host : "-";
  }
}
