package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinkSignsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//host",
        "see www.x",
        "[a](b",
        "url(b",
        "[a]: b",
        "<a href=\"b",
        "mailto:a",
        "MAILTO:a",
        "1tel:2",
        "\\ntel:2",
        "\\u000atel:2"
      })
  void whatever_may_begin_a_link_is_seen(String text) {
    assertThat(LinkSigns.mayHoldLink(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"a\":1}", "hotel: open", "12:30", "a.b", "x=y", "f(x)", "a/b"})
  void ordinary_text_holds_none(String text) {
    assertThat(LinkSigns.mayHoldLink(text)).isFalse();
  }
}
