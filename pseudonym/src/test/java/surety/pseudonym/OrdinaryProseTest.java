package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/// How many ordinary words are taken for names.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrdinaryProseTest {
  private static final String PROSE =
      """
      Hello all, please find the report for the last quarter attached. The budget of the second phase
      is used up to ninety percent, and we expect that more hours will be needed before the end of
      the month. The team has closed forty tickets; seven are still open and two of them may block
      the release. We will send the invoice once the customer has signed the order. The margin fell
      because travel was booked twice, which accounting will correct. Could you check whether the
      rate in the contract is still right? If it is, we can mark the task as done and bill the rest
      in the next cycle. The vendor asks for a new estimate. It should grow by no more than a tenth.
      Thanks for the quick answer; let us talk on Monday at nine, and bring the long list of risks.
      The target is clear: keep the young team busy, hand over the service and win the next order.
      An apple a day is not in the plan, but the orange line of the chart shows what it would cost.
      Bitte prüft die Rechnung noch einmal, bevor sie an den Kunden geht. Die Stunden im letzten Monat
      liegen über dem Plan, weil die Abnahme länger gedauert hat als gedacht. Wir schlagen vor, den
      Umfang kurz zu halten und die offenen Punkte in der nächsten Woche zu klären. Der neue Vertrag
      gilt ab sofort, die alten Sätze laufen aus. Ein großer Teil der Kosten ist fest, der Rest hängt
      davon ab, wie schnell die Freigabe kommt. Danke und bis morgen!
      """;

  /// Names that are words, and names as a firm has them.
  private static Directory directory() {
    Directory.Builder builder = new Firm(3, 3000).directory();
    String[] clients = {
      "Orange", "Apple", "Target", "Nordic Harbor Logistics Ltd.", "Block", "Clear"
    };
    String[] people = {
      "Will Young", "Mark Long", "May Grant", "Bill Hand", "Anna Lang", "Jan Kurz"
    };
    for (int i = 0; i < clients.length; i++) {
      builder.client("x" + i, clients[i]).person("y" + i, people[i]);
    }
    return builder.build();
  }

  @Test
  void at_most_one_in_a_thousand_ordinary_words_is_replaced() {
    Conversation conversation = Conversation.begin(directory(), TokenStyle.LABELS);
    int words = PROSE.split("\\s+", -1).length;
    assertThat(conversation.text(PROSE).replacements()).hasSizeLessThanOrEqualTo(words / 1000);
  }

  @Test
  void the_same_words_are_replaced_where_they_are_written_as_names() {
    Conversation conversation = Conversation.begin(directory(), TokenStyle.LABELS);
    String names = "Will and Mark met May at ORANGE; Target and Apple paid.";
    assertThat(conversation.text(names).replacements()).hasSize(6);
    assertThat(conversation.text(names.toLowerCase(Locale.ROOT)).replacements()).isEmpty();
  }
}
