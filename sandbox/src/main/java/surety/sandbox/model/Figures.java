package surety.sandbox.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The figures and tokens of a text: JSON wherever it begins, or a token with a number behind it in
/// the same line.
final class Figures {
  static final Pattern TOKEN =
      Pattern.compile(
          "\\b(Client|Project|Person|Email|Phone|Account|Card|TaxId|Link|Host|Literal)"
              + "(?: (?:[A-Z]{1,3}|(?:[A-Z][a-z]+)+)|_[2-9B-Z]{5})(?![A-Za-z0-9])");
  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(?:\\.\\d+)?");
  private static final Set<String> NAMES =
      Set.of("name", "client", "project", "person", "label", "title", "deal");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_JSON = 50;

  /// Something with figures.
  record Row(String name, Map<String, BigDecimal> figures) {}

  private final List<Row> rows = new ArrayList<>();
  private final Set<String> tokens = new LinkedHashSet<>();

  private Figures() {}

  static Figures in(String text) {
    Figures found = new Figures();
    TOKEN.matcher(text).results().map(MatchResult::group).forEach(found.tokens::add);
    found.readJson(text);
    if (found.rows.isEmpty()) {
      text.lines().forEach(found::readLine);
    }
    return found;
  }

  List<Row> rows() {
    return rows;
  }

  /// In the order of their appearance, each once.
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  private void readJson(String text) {
    int tries = 0;
    for (int at = 0; at < text.length() && tries < MOST_JSON; at++) {
      char unit = text.charAt(at);
      if (unit != '{' && unit != '[') {
        continue;
      }
      tries++;
      try (JsonParser parser = JSON.createParser(text.substring(at))) {
        JsonNode value = JSON.readTree(parser);
        collect(value, Optional.empty());
        at += Math.max(0, (int) parser.currentLocation().getCharOffset() - 1);
      } catch (JacksonException e) {
        // Not JSON from here on; perhaps from the next bracket.
      }
    }
  }

  private void collect(JsonNode node, Optional<String> named) {
    if (node.isObject()) {
      object(node, named);
    } else if (node.isArray()) {
      node.forEach(element -> collect(element, Optional.empty()));
    }
  }

  private void object(JsonNode node, Optional<String> named) {
    Optional<String> name = name(node).or(() -> named);
    Map<String, BigDecimal> figures = new LinkedHashMap<>();
    for (var member : node.properties()) {
      JsonNode value = member.getValue();
      boolean key = TOKEN.matcher(member.getKey()).find();
      if (value.isNumber() && key) {
        rows.add(new Row(member.getKey(), Map.of("value", value.decimalValue())));
      } else if (value.isNumber()) {
        figures.put(member.getKey(), value.decimalValue());
      } else {
        collect(value, key ? Optional.of(member.getKey()) : Optional.empty());
      }
    }
    if (name.isPresent() && !figures.isEmpty()) {
      rows.add(new Row(name.get(), figures));
    }
  }

  private static Optional<String> name(JsonNode node) {
    Optional<String> plain = Optional.empty();
    for (var member : node.properties()) {
      if (member.getValue().isString()) {
        String text = member.getValue().asString();
        if (TOKEN.matcher(text).find()) {
          return Optional.of(text);
        }
        plain =
            plain.or(() -> NAMES.contains(member.getKey()) ? Optional.of(text) : Optional.empty());
      }
    }
    return plain;
  }

  private void readLine(String line) {
    Matcher token = TOKEN.matcher(line);
    int at = 0;
    while (token.find(at)) {
      at = token.end();
      if (at < line.length() && line.charAt(at) == '{') {
        at = Math.max(at, line.indexOf('}', at)); // a form mark is no figure
      }
      Matcher number = NUMBER.matcher(line);
      Matcher next = TOKEN.matcher(line);
      int limit = next.find(at) ? next.start() : line.length();
      if (number.find(at) && number.start() < limit) {
        BigDecimal value = new BigDecimal(number.group().replace(",", ""));
        rows.add(new Row(token.group(), Map.of("figure", value)));
      }
    }
  }
}
