package surety.pseudonym.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.TokenStyle;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PhoneNumbersTest {
  private static Conversation conversation(String... regions) {
    Directory directory =
        Directory.builder().search(PhoneNumbers.of(regions)).client("c1", "Kwartz GmbH").build();
    return Conversation.begin(directory, TokenStyle.LABELS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "030 901820",
        "+49 30 901820",
        "(030) 901820",
        "06 12 34 56 78",
        "+33 6 12 34 56 78",
        "612 345 678",
        "+34 612 345 678"
      })
  void numbers_of_the_countries_are_replaced_and_come_back(String number) {
    Conversation conversation = conversation("DE", "FR", "ES");
    String text = "Kwartz, call " + number + " today";
    String replaced = conversation.text(text).payload();
    assertThat(replaced).isEqualTo("Client A{2}, call Phone A today");
    assertThat(conversation.restore(replaced).text()).isEqualTo(text);
  }

  @Test
  void they_are_found_in_JSON_too() {
    String json = "{\"tel\":\"612 345 678\",\"n\":612345678}";
    assertThat(conversation("ES").json(json).payload())
        .isEqualTo("{\"tel\":\"Phone A\",\"n\":612345678}");
  }

  @Test
  void other_numbers_stay() {
    String text = "12,345.67 EUR on 2026-03-01 for 3 000 hours, ticket 4711";
    assertThat(conversation("DE", "FR", "ES").text(text).payload()).isEqualTo(text);
  }

  @Test
  void a_country_without_a_numbering_plan_is_refused() {
    assertThatThrownBy(() -> PhoneNumbers.of("XX")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(PhoneNumbers::of).isInstanceOf(IllegalArgumentException.class);
  }
}
