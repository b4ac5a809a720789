package surety.sandbox.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Stands in for a language model: ranks what it was given by a figure and mentions tokens as
/// models do, in bold, with a possessive, in a plural list. The same prompt gives the same answer.
final class Reasoner {
  static final String SAYS_SO = "Stand-in answer, no language model ran. ";
  private static final JsonMapper JSON = new JsonMapper();

  private final Prompt prompt;
  private final Figures figures;

  Reasoner(Prompt prompt) {
    this.prompt = prompt;
    Figures asked = Figures.in(prompt.question());
    boolean bare = asked.rows().isEmpty() && asked.tokens().isEmpty();
    this.figures = bare ? Figures.in(prompt.all()) : asked;
  }

  /// The answer in words, or in JSON if that was asked for.
  String answer() {
    return prompt.json() ? inJson() : SAYS_SO + inWords();
  }

  /// What it says before the answer where a provider shows the reasoning.
  String thinking() {
    return "A stand-in does not think. It found "
        + figures.rows().size()
        + " rows of figures and these tokens: "
        + String.join(", ", figures.tokens())
        + ".";
  }

  /// The tokens that it was given.
  List<String> tokens() {
    return figures.tokens();
  }

  private String inWords() {
    if (!figures.rows().isEmpty()) {
      return ranking();
    }
    List<String> tokens = figures.tokens();
    if (tokens.isEmpty()) {
      int words = prompt.question().strip().split("\\s+").length;
      return "Your message has " + words + " words, no figures and no tokens.";
    }
    String first = tokens.getFirst();
    String rest = tokens.size() == 1 ? "" : " You also mention " + list(tokens) + ".";
    return "**"
        + first
        + "** is what you ask about."
        + rest
        + " "
        + first
        + "'s figures are not here.";
  }

  private String ranking() {
    String figure = figure();
    List<Figures.Row> ranked = ranked(figure);
    Figures.Row best = ranked.getFirst();
    Figures.Row least = ranked.getLast();
    StringBuilder text = new StringBuilder("By " + words(figure) + ", ");
    text.append("**").append(best.name()).append("** leads with ").append(value(best, figure));
    for (Figures.Row row : ranked.subList(1, Math.min(5, ranked.size()))) {
      text.append("\n- ").append(row.name()).append(": ").append(value(row, figure));
    }
    text.append(".\n\n").append(possessive(least.name())).append(' ').append(words(figure));
    text.append(" is the smallest of ").append(ranked.size()).append(". ");
    BigDecimal sum =
        ranked.stream()
            .map(row -> row.figures().get(figure))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    List<String> names = ranked.stream().limit(3).map(Figures.Row::name).distinct().toList();
    text.append(list(names)).append(" come first; all together have ");
    return text.append(sum.toPlainString()).append('.').toString();
  }

  private String inJson() {
    ObjectNode answer = JSON.createObjectNode().put("note", SAYS_SO.strip());
    if (!figures.rows().isEmpty()) {
      String figure = figure();
      answer.put("figure", figure);
      ArrayNode ranking = answer.putArray("ranking");
      for (Figures.Row row : ranked(figure)) {
        ranking.addObject().put("name", row.name()).put("value", row.figures().get(figure));
      }
    }
    ArrayNode mentioned = answer.putArray("mentioned");
    figures.tokens().forEach(mentioned::add);
    return answer.toString();
  }

  /// The figure whose name stands in the question, else the one that most rows have.
  private String figure() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    figures
        .rows()
        .forEach(row -> row.figures().keySet().forEach(f -> counts.merge(f, 1, Integer::sum)));
    String question = prompt.question().toLowerCase(Locale.ROOT);
    int beforeJson = question.indexOf('{') < 0 ? question.length() : question.indexOf('{');
    String words = question.substring(0, beforeJson);
    return counts.keySet().stream()
        .filter(name -> words.contains(words(name)))
        .findFirst()
        .orElseGet(
            () ->
                counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey());
  }

  private List<Figures.Row> ranked(String figure) {
    List<Figures.Row> ranked = new ArrayList<>(figures.rows());
    ranked.removeIf(row -> !row.figures().containsKey(figure));
    ranked.sort(Comparator.comparing((Figures.Row row) -> row.figures().get(figure)).reversed());
    return ranked;
  }

  private static String value(Figures.Row row, String figure) {
    return row.figures().getOrDefault(figure, BigDecimal.ZERO).toPlainString();
  }

  private static String words(String figure) {
    return figure.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  private static String possessive(String name) {
    return name + (name.endsWith("s") ? "'" : "'s");
  }

  /// `Clients A, B and C` where they are labels of one kind, as models write it.
  private static String list(List<String> names) {
    String kind = names.getFirst().split(" ")[0];
    boolean labels =
        names.size() > 1
            && names.stream().allMatch(name -> name.matches(kind + " [A-Z][A-Za-z]*"))
            && Figures.TOKEN.matcher(names.getFirst()).matches();
    List<String> parts =
        labels ? names.stream().map(name -> name.substring(kind.length() + 1)).toList() : names;
    String joined =
        parts.size() == 1
            ? parts.getFirst()
            : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    return labels ? kind + "s " + joined : joined;
  }
}
