package surety.server.posture.probes;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.scan.Needle;
import surety.server.posture.scan.Scanner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What arrived at the stand-in provider: the bytes that left, whoever sent them.
record Arrived(List<Request> requests) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Arrived since(ProbeRun run, Instant moment) {
    return new Arrived(run.models().requests(moment));
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  /// Whether a text is there: in its usual encodings, or as it is read without regard to case,
  /// accents and anything but letters and digits.
  ///
  /// @param core at least six lower-case letters and digits
  boolean holds(String core) {
    Scanner scanner = new Scanner(Needle.ofText(core));
    return requests.stream()
        .anyMatch(
            request ->
                !scanner.bytes("", request.body()).isEmpty() || core(read(request)).contains(core));
  }

  /// Whether the bodies hold these characters as they are.
  boolean holdsExactly(String text) {
    return requests.stream().anyMatch(request -> read(request).contains(text));
  }

  /// The letters and digits of a text, without case and accents.
  static String core(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .toLowerCase(Locale.ROOT);
  }

  private static String read(Request request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    StringBuilder strings = new StringBuilder();
    append(body, strings);
    return request.path() + " " + body + " " + strings;
  }

  // Every string, names of members too. What is no JSON has none.
  private static void append(String body, StringBuilder strings) {
    try {
      append(JSON.readTree(body), strings);
    } catch (JacksonException e) {
      strings.append(body);
    }
  }

  private static void append(JsonNode node, StringBuilder strings) {
    if (node.isString()) {
      strings.append(node.stringValue());
    }
    node.propertyStream().forEach(member -> strings.append(member.getKey()));
    node.valueStream().forEach(value -> append(value, strings));
  }
}
