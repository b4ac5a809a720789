package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PatternsTest {
  private final Conversation conversation =
      Conversation.begin(Directory.builder().build(), TokenStyle.LABELS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EMAIL | a.b+c@mail.example",
        "EMAIL | jörg@müller.example",
        "PHONE | +1 415 555 2671",
        "PHONE | 0171/2345678",
        "PHONE | (415) 555-2671",
        "IBAN | GB29 NWBK 6016 1331 9268 19",
        "IBAN | FR1420041010050500013M02606",
        "CARD | 5500-0000-0000-0004",
        "CARD | 340000000000009",
        "TAX_ID | ATU13585627",
        "TAX_ID | IT12345670017",
        "TAX_ID | 12-3456789",
        "TAX_ID | 86095742719",
        "URL | ftp://files.example/a%20b",
        "IP_ADDRESS | 10.255.0.1",
        "IP_ADDRESS | 2001:db8::8a2e:370:7334",
      })
  void an_address_or_number_is_replaced_as_a_whole(TokenKind kind, String text) {
    Pseudonymized<String> replaced = conversation.text("(see " + text + ").");
    assertThat(replaced.payload()).isEqualTo("(see " + kind.word() + " A).");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GB29 NWBK 6016 1331 9268 18",
        "5500-0000-0000-0005",
        "ATU13585626",
        "86095742718",
        "256.1.1.1",
        "12:30:45",
        "2026-11-22",
        "22.11.2026",
        "1,234,567.89",
        "0.123456789",
        "a@b",
        "PRJ-0042",
        "v1.2.3",
        "10:15",
        "100000000",
        "3.14159265",
        "@home",
        "http://"
      })
  void what_only_looks_like_one_stays(String text) {
    assertThat(conversation.text(text).payload()).isEqualTo(text);
  }

  @Test
  void a_directory_chooses_its_patterns() {
    Directory directory = Directory.builder().patterns(EnumSet.of(TokenKind.EMAIL)).build();
    Conversation mails = Conversation.begin(directory, TokenStyle.LABELS);
    assertThat(mails.text("a@b.example, 10.0.0.1").payload()).isEqualTo("Email A, 10.0.0.1");
  }
}
