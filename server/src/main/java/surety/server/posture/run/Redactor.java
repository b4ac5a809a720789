package surety.server.posture.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Takes out of a run's texts what must not be published, and counts what it took.
final class Redactor {

  private static final int MAX_LENGTH = 300;
  private static final int MAX_LINES = 25;

  private record Rule(String name, Pattern pattern) {}

  // In this order: an address may hold what looks like a host.
  private static final List<Rule> RULES =
      List.of(
          new Rule("address", Pattern.compile("[\\w.+-]+@[\\w.-]+")),
          new Rule(
              "id",
              Pattern.compile(
                  "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")),
          new Rule("host", Pattern.compile("\\b(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d{1,5})?\\b")),
          new Rule("host", Pattern.compile("\\blocalhost:\\d{1,5}\\b")),
          new Rule(
              "file", Pattern.compile("(?<![\\w}])/(?:tmp|var|root|home|opt|usr|mnt|srv)/\\S*")),
          new Rule("long value", Pattern.compile("[A-Za-z0-9_+/=-]{40,}")));

  private final Map<String, Integer> taken = new TreeMap<>();

  String clean(String text) {
    String cleaned = text.replaceAll("\\p{Cntrl}+", " ");
    for (Rule rule : RULES) {
      cleaned = rule.pattern().matcher(cleaned).replaceAll(found -> replaced(rule, found));
    }
    if (cleaned.length() > MAX_LENGTH) {
      count("rest of a text");
      cleaned = cleaned.substring(0, MAX_LENGTH) + "…";
    }
    return cleaned;
  }

  List<String> clean(List<String> lines) {
    List<String> cleaned = new ArrayList<>();
    lines.stream().limit(MAX_LINES).map(this::clean).forEach(cleaned::add);
    if (lines.size() > MAX_LINES) {
      cleaned.add("and %d more".formatted(lines.size() - MAX_LINES));
    }
    return cleaned;
  }

  /// What was taken, such as `id: 3`.
  List<String> redactions() {
    return taken.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList();
  }

  // A path of a route is no value, long as it may be.
  private String replaced(Rule rule, MatchResult found) {
    if (rule.name().equals("long value") && found.group().startsWith("/")) {
      return java.util.regex.Matcher.quoteReplacement(found.group());
    }
    count(rule.name());
    return "[" + rule.name() + "]";
  }

  private void count(String what) {
    taken.merge(what, 1, Integer::sum);
  }
}
