package surety.bench;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import surety.bench.pseudonym.BusinessText;
import surety.bench.pseudonym.Disguises;
import surety.bench.pseudonym.Firm;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.Leak;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.Replacement;
import surety.pseudonym.SecondLook;
import surety.pseudonym.TokenStyle;

/// Replaces names in disguise, restores them, looks at what would leave, and counts what goes
/// wrong.
final class LeakHunt {
  private static final int PER_CONVERSATION = 20;
  private static final int TOLD = 5;
  private static final int PROSE = 4_000_000;
  private static final Map<String, String> TEXT = Map.of("content-type", "text/plain");

  private final Firm firm = new Firm(3, 10_000);
  private final Directory directory = firm.directory();
  private final SecondLook look = SecondLook.of(directory);
  private int leaks;
  private int wrong;
  private int stopped;
  private int missed;
  private int told;

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
    String replaced = conversation.text(next.text()).payload();
    if (letters(replaced).contains(letters(next.form()))) {
      leaks++;
      tell(seed, "left", next);
    }
    if (!conversation.restore(replaced).text().equals(next.text())) {
      wrong++;
      tell(seed, "came back otherwise", next);
    }
    if (!(look.look(request(replaced)) instanceof ProvenBody)) {
      stopped++;
      tell(seed, "stopped", next);
    }
    if (!(look.look(request(next.text())) instanceof Leak)) {
      missed++;
      tell(seed, "let pass", next);
    }
  }

  private void tell(int seed, String what, Disguises.Case told) {
    if (this.told++ < TOLD) {
      System.err.println("  " + what + ", seed " + seed + ": " + told.text());
    }
  }

  private static Outgoing request(String text) {
    return Outgoing.of("/v1/chat/completions", TEXT, text.getBytes(StandardCharsets.UTF_8));
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
