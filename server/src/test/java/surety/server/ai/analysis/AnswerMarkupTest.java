package surety.server.ai.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnswerMarkupTest {

  private static final String[] PIECES = {
    "**",
    "*",
    "`",
    "```",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "| a |",
    "1. ",
    "3.5",
    "<script>",
    "&amp;",
    "<a href=x>",
    "![i](http://x)",
    "\"",
    "'",
    "word",
    " ",
    "\r\n",
    "•",
    "\uD83D\uDE00"
  };

  private static String markup(String text) {
    AnswerMarkup markup = new AnswerMarkup();
    return markup.add(text) + markup.finish();
  }

  @Test
  void what_models_write_becomes_headings_paragraphs_lists_and_bold() {
    assertThat(markup("## Cash\nAll **well**,\nso far.\n\n- one `x`\n- two\n\nEnd 2 * 3"))
        .isEqualTo(
            "<h3>Cash</h3><p>All <strong>well</strong>, so far.</p><ul><li>one <code>x</code></li>"
                + "<li>two</li></ul><p>End 2 * 3</p>");
    assertThat(markup("1. first\n2. second")).isEqualTo("<p>1. first</p><p>2. second</p>");
    assertThat(markup("| a | b |\n| 1 | 2 |\n")).isEqualTo("<pre>| a | b |\n| 1 | 2 |</pre>");
    assertThat(markup("```json\n{\"a\": 1}\n```\nDone"))
        .isEqualTo("<pre>\n{&quot;a&quot;: 1}\n</pre><p>Done</p>");
    assertThat(markup("**Bold** start")).isEqualTo("<p><strong>Bold</strong> start</p>");
    assertThat(markup("#5 and -3 and 3.5")).isEqualTo("<p>#5 and -3 and 3.5</p>");
    assertThat(markup("")).isEmpty();
  }

  @Test
  void links_and_pictures_stay_text() {
    assertThat(markup("[a](https://x.example) ![b](https://x.example) <https://x.example>"))
        .isEqualTo(
            "<p>[a](https://x.example) ![b](https://x.example) &lt;https://x.example&gt;</p>");
  }

  @Test
  void what_is_left_open_is_closed() {
    assertThat(markup("- **a `b")).isEqualTo("<ul><li><strong>a <code>b</code></strong></li></ul>");
    assertThat(markup("a *")).isEqualTo("<p>a *</p>");
    assertThat(markup("```\nx")).isEqualTo("<pre>\nx</pre>");
  }

  @Test
  void wherever_it_is_cut_it_is_the_same_and_well_formed_and_without_attributes() {
    Random random = new Random(11);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String whole = markup(text.toString());
      AnswerMarkup markup = new AnswerMarkup();
      StringBuilder cut = new StringBuilder();
      for (int at = 0; at < text.length(); at++) {
        cut.append(markup.add(text.substring(at, at + 1)));
      }
      assertThat(cut.append(markup.finish())).as("%s", text).hasToString(whole);
      Element body = Jsoup.parseBodyFragment(whole).body();
      assertThat(body.select("*").not("body, h3, p, ul, li, strong, code, pre")).isEmpty();
      body.select("*").forEach(element -> assertThat(element.attributes()).isEmpty());
      assertThat(whole.replaceAll("<(/?)(h3|p|ul|li|strong|code|pre)>", ""))
          .doesNotContain("<", ">");
      assertThat(count(whole, "<[a-z]")).isEqualTo(count(whole, "</"));
    }
  }

  private static long count(String text, String pattern) {
    return java.util.regex.Pattern.compile(pattern).matcher(text).results().count();
  }
}
