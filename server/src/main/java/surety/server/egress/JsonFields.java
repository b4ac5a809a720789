package surety.server.egress;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import surety.envelope.SecretBytes;

/// Writes the body of a read as one JSON object. Names with dots become objects within objects.
///
/// Secrets are copied from bytes to bytes and are no text at any time; whoever sends the body wipes
/// it afterwards.
final class JsonFields {

  // What looks like a number or a truth value is one: no text that may be asked for does.
  private static final Pattern BARE = Pattern.compile("0|[1-9][0-9]{0,8}|true|false");

  private byte[] written = new byte[0];

  private JsonFields() {}

  static byte[] body(List<Call.Parameter> fields, Map<String, Supplier<SecretBytes>> credential) {
    JsonFields json = new JsonFields();
    json.open();
    credential.forEach(json::secret);
    json.object(nested(fields, ""));
    json.append("}");
    return json.written;
  }

  // The fields whose names begin with a prefix, by the next part of their names.
  private static Map<String, List<Call.Parameter>> nested(
      List<Call.Parameter> fields, String prefix) {
    Map<String, List<Call.Parameter>> nested = new LinkedHashMap<>();
    for (Call.Parameter field : fields) {
      String rest = field.name().substring(prefix.length());
      int dot = rest.indexOf('.');
      String name = dot < 0 ? rest : rest.substring(0, dot);
      nested.merge(prefix + name, List.of(field), JsonFields::both);
    }
    return nested;
  }

  private static List<Call.Parameter> both(List<Call.Parameter> some, List<Call.Parameter> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private void object(Map<String, List<Call.Parameter>> members) {
    members.forEach(
        (path, fields) -> {
          name(path.substring(path.lastIndexOf('.') + 1));
          if (fields.getFirst().name().equals(path)) {
            value(fields.getFirst().value());
          } else {
            open();
            object(nested(fields, path + "."));
            append("}");
          }
        });
  }

  private void secret(String name, Supplier<SecretBytes> made) {
    name(name);
    append("\"");
    try (SecretBytes secret = made.get()) {
      secret.expose(
          bytes -> {
            append(bytes);
            return true;
          });
    }
    append("\"");
  }

  private void open() {
    append("{");
  }

  private void name(String name) {
    append((written[written.length - 1] == '{' ? "" : ",") + quoted(name) + ":");
  }

  private void value(String text) {
    append(BARE.matcher(text).matches() ? text : quoted(text));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void append(String text) {
    append(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void append(byte[] more) {
    byte[] longer = Arrays.copyOf(written, written.length + more.length);
    System.arraycopy(more, 0, longer, written.length, more.length);
    Arrays.fill(written, (byte) 0);
    written = longer;
  }
}
