package surety.server.isolation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Values to try for a column, the most telling first: random ones that cannot be there by chance.
final class Candidates {

  private Candidates() {}

  /// @param literals texts that the table's constraints name
  static List<String> of(String type, List<String> literals, Random random) {
    String base = type.replaceFirst("\\(.*\\)", "");
    if (base.endsWith("[]")) {
      return List.of("{}");
    }
    return switch (base) {
      case "uuid" -> List.of(new UUID(random.nextLong(), random.nextLong()).toString());
      case "text", "character varying", "citext", "character" -> texts(literals, random);
      case "boolean" -> List.of("true", "false");
      case "smallint", "integer", "bigint" ->
          List.of(Integer.toString(1 + random.nextInt(30_000)), "1", "0", "2");
      case "numeric", "double precision", "real" ->
          List.of(random.nextInt(1_000_000) + ".25", "0.5", "1", "0");
      case "bytea" -> bytes(random);
      case "timestamp with time zone", "timestamp without time zone" -> moments(random);
      case "date" -> List.of(LocalDate.now(ZoneOffset.UTC).toString(), "2020-02-29");
      case "interval" -> List.of("1 hour");
      case "inet" -> List.of("192.0.2." + random.nextInt(256));
      case "json", "jsonb" -> List.of("{}", "[]", "\"x\"");
      default -> List.of("1", "{}");
    };
  }

  private static List<String> texts(List<String> literals, Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    String word = "canary" + hex.substring(0, 12);
    List<String> texts =
        new ArrayList<>(
            List.of(word, word + "@example.test", "https://" + word + ".example.test/", hex));
    texts.addAll(literals);
    texts.addAll(List.of(currency(random), hex.substring(0, 8), groups(hex), "x", ""));
    return texts;
  }

  private static String currency(Random random) {
    return random
        .ints(3, 'A', 'Z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static List<String> moments(Random random) {
    Instant now =
        Instant.now().truncatedTo(ChronoUnit.SECONDS).plusNanos(1000L * random.nextInt(1_000_000));
    return List.of(
        now.toString(), now.plusSeconds(86_400).toString(), now.minusSeconds(86_400).toString());
  }

  private static String groups(String hex) {
    return hex.substring(0, 4) + "-" + hex.substring(4, 8) + "-" + hex.substring(8, 12);
  }

  private static List<String> bytes(Random random) {
    List<String> values = new ArrayList<>();
    for (int size : new int[] {32, 16, 12, 64, 40, 48, 60, 20, 1, 100, 512}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      values.add("\\x" + HexFormat.of().formatHex(bytes));
    }
    byte[] versioned = new byte[150];
    random.nextBytes(versioned);
    versioned[0] = 1;
    values.add("\\x" + HexFormat.of().formatHex(versioned));
    return values;
  }
}
