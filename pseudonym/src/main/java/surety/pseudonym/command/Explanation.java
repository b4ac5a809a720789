package surety.pseudonym.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import surety.pseudonym.Conversation;
import surety.pseudonym.EntityKind;
import surety.pseudonym.Token;
import surety.pseudonym.TokenKind;

/// What was replaced and why, for a person. It shows no name: the names file has it at the line
/// that
/// is told.
final class Explanation {
  private static final String ROW = "%-20s %-9s %-24s %-24s %s";

  private Explanation() {}

  static List<String> of(List<Format.Place> places, Conversation conversation, NamesFile names) {
    Map<Token, String> sources = sources(places, conversation, names);
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("where", "kind", "token", "why", "from").stripTrailing());
    Map<String, Integer> counts = new TreeMap<>();
    for (Format.Place place : places) {
      Token token = place.replacement().token();
      String kind = words(token.kind());
      counts.merge(kind, 1, Integer::sum);
      String source = sources.getOrDefault(token, "");
      lines.add(ROW.formatted(place.at(), kind, token.text(), why(place), source).stripTrailing());
    }
    lines.add("replaced: " + places.size() + (places.isEmpty() ? "" : " " + counts));
    return lines;
  }

  private static String why(Format.Place place) {
    return place
        .replacement()
        .rule()
        .map(rule -> rule.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .orElse(
            place.replacement().token().kind() == TokenKind.LITERAL
                ? "looks like a token"
                : "pattern");
  }

  private static String words(TokenKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// The line of the names file for each token of an entity.
  private static Map<Token, String> sources(
      List<Format.Place> places, Conversation conversation, NamesFile names) {
    Set<Token> tokens = new LinkedHashSet<>();
    places.forEach(place -> tokens.add(place.replacement().token()));
    List<Token> ordered =
        tokens.stream().filter(token -> entityKind(token.kind()).isPresent()).toList();
    String joined = String.join("\n", ordered.stream().map(Token::text).toList());
    String[] restored = conversation.restore(joined).text().split("\n", -1);
    Map<Token, String> sources = new HashMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      Token token = ordered.get(i);
      sources.put(token, names.source(entityKind(token.kind()).orElseThrow(), restored[i]));
    }
    return sources;
  }

  private static Optional<EntityKind> entityKind(TokenKind kind) {
    return switch (kind) {
      case CLIENT -> Optional.of(EntityKind.CLIENT);
      case PROJECT -> Optional.of(EntityKind.PROJECT);
      case PERSON -> Optional.of(EntityKind.PERSON);
      default -> Optional.empty();
    };
  }
}
