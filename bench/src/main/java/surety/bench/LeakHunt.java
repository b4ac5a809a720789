package surety.bench;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import surety.bench.pseudonym.BusinessText;
import surety.bench.pseudonym.Disguises;
import surety.bench.pseudonym.Firm;
import surety.pseudonym.Attachments;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.Leak;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.Replacement;
import surety.pseudonym.SecondLook;
import surety.pseudonym.StreamRestorer;
import surety.pseudonym.TokenStyle;
import tools.jackson.databind.json.JsonMapper;

/// Replaces names in disguise, restores them, looks at what would leave, and counts what goes
/// wrong.
final class LeakHunt {
  private static final int PER_CONVERSATION = 20;
  private static final int TOLD = 5;
  private static final int PROSE = 4_000_000;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Map<String, String> TEXT = Map.of("content-type", "text/plain");
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final Firm firm;
  private final Directory directory;
  private final SecondLook look;
  private int leaks;
  private int wrong;
  private int stopped;
  private int missed;
  private int told;

  /// @param seed of the firm whose names are hunted
  LeakHunt(long seed) {
    firm = new Firm(seed, 10_000);
    directory = firm.directory();
    look = SecondLook.of(directory);
  }

  /// Tries so many cases.
  Report run(int cases) {
    Conversation conversation = Conversation.begin(directory, TokenStyle.LABELS);
    for (int seed = 1; seed <= cases; seed++) {
      if (seed % PER_CONVERSATION == 0) {
        TokenStyle style = TokenStyle.values()[seed / PER_CONVERSATION % 2];
        conversation = Conversation.begin(directory, style);
      }
      tryOne(seed, conversation);
      if (seed % (cases / 10) == 0) {
        System.err.printf(Locale.ROOT, "  %,d of %,d cases%n", seed, cases);
      }
    }
    Report report = new Report(String.format(Locale.ROOT, "leaks: %,d cases", cases));
    report.add("names that left", leaks, "", "");
    report.add("texts that came back otherwise", wrong, "", "");
    report.add("replaced texts that the second look stopped", stopped, "", "");
    report.add("texts with a name that the second look let pass", missed, "", "");
    report.add("ordinary words that were replaced", overReplaced(), "%", "");
    return report;
  }

  private void tryOne(int seed, Conversation conversation) {
    Random random = new Random(seed);
    var entity = firm.entities().get(random.nextInt(firm.entities().size()));
    Disguises.Case next = new Disguises(random).next(entity);
    boolean chat = random.nextInt(3) == 0;
    String text = chat ? chat(next.text(), random) : next.text();
    Map<String, String> headers = chat ? JSON : TEXT;
    String replaced =
        (chat ? conversation.chat(text, Attachments.ALLOWED) : conversation.text(text)).payload();
    if (letters(replaced).contains(letters(next.form()))) {
      leaks++;
      tell(seed, "left", text);
    }
    String restored = conversation.restore(replaced).text();
    boolean same = chat ? isSameJson(restored, text) : restored.equals(text);
    if (!same || !streamed(replaced, conversation, random).equals(restored)) {
      wrong++;
      tell(seed, "came back otherwise", text);
    }
    if (!(look.look(request(replaced, headers)) instanceof ProvenBody)) {
      stopped++;
      tell(seed, "stopped", text);
    }
    if (!(look.look(request(text, headers)) instanceof Leak)) {
      missed++;
      tell(seed, "let pass", text);
    }
  }

  /// A request in whose strings a text stands, beyond ASCII as it is or escaped.
  private static String chat(String text, Random random) {
    boolean escapes = random.nextBoolean();
    StringBuilder quoted = new StringBuilder();
    for (char unit : text.toCharArray()) {
      if (unit == '"' || unit == '\\') {
        quoted.append('\\').append(unit);
      } else if (unit < ' ' || (escapes && unit > '~')) {
        quoted.append(String.format("\\u%04X", (int) unit));
      } else {
        quoted.append(unit);
      }
    }
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + quoted + "\"}]}";
  }

  private static boolean isSameJson(String one, String other) {
    return MAPPER.readTree(one).equals(MAPPER.readTree(other));
  }

  /// What comes back if an answer comes in pieces.
  private static String streamed(String answer, Conversation conversation, Random random) {
    StreamRestorer stream = conversation.restoreStream();
    StringBuilder text = new StringBuilder();
    for (int from = 0, to; from < answer.length(); from = to) {
      to = Math.min(answer.length(), from + 1 + random.nextInt(8));
      text.append(stream.push(answer.substring(from, to)));
    }
    return text.append(stream.finish()).toString();
  }

  private void tell(int seed, String what, String text) {
    if (this.told++ < TOLD) {
      System.err.println("  " + what + ", seed " + seed + ": " + text);
    }
  }

  private static Outgoing request(String text, Map<String, String> headers) {
    return Outgoing.of("/v1/chat/completions", headers, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A second, slow reading of a text: letters and digits alone, without marks and case.
  private static String letters(String text) {
    StringBuilder letters = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /// Percent of the words of business prose without names.
  private double overReplaced() {
    String prose = new BusinessText(9, firm.entities()).withoutNames(PROSE);
    Conversation conversation = Conversation.begin(directory, TokenStyle.LABELS);
    long names =
        conversation.text(prose).replacements().stream()
            .map(Replacement::rule)
            .filter(rule -> rule.isPresent())
            .count();
    return 100.0 * names / prose.split("\\s+", -1).length;
  }
}
