package surety.server.insight.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChartTest {

  private static String plot(List<@Nullable Double> columns, List<@Nullable Double> line) {
    List<String> labels = new ArrayList<>();
    columns.forEach(value -> labels.add("Jan"));
    return new Plot(
            "p",
            "A & B",
            "What <there> is",
            labels,
            1,
            List.of(new Plot.Series("earned", 1, columns)),
            List.of(new Plot.Series("invoiced", 2, line)),
            value -> "€" + value,
            false)
        .svg();
  }

  private static void parses(String svg) {
    assertThatCode(
            () ->
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg))))
        .doesNotThrowAnyException();
  }

  @Test
  void a_chart_is_one_image_with_a_title_and_a_description() {
    String svg = plot(List.of(1.0, 2.0), List.of(2.0, 1.0));
    parses(svg);
    assertThat(svg)
        .contains("role=\"img\"", "aria-labelledby=\"p-title p-desc\"")
        .contains("<title id=\"p-title\">A &amp; B</title>")
        .contains("<desc id=\"p-desc\">What &lt;there&gt; is</desc>");
  }

  @Test
  void a_chart_has_no_inline_style_and_no_script() {
    assertThat(plot(List.of(1.0), List.of(1.0))).doesNotContain("style", "<script", "onload");
  }

  @Test
  void a_line_breaks_where_there_is_no_value_and_does_not_fall_to_zero() {
    List<@Nullable Double> line = new ArrayList<>();
    line.add(1.0);
    line.add(null);
    line.add(3.0);
    String svg = plot(List.of(0.0, 0.0, 0.0), line);
    assertThat(svg.split("<path", -1)).as("two pieces").hasSize(3);
    assertThat(svg.split("<circle", -1)).hasSize(3);
  }

  @Test
  void nothing_at_all_and_negative_values_can_be_drawn() {
    parses(plot(List.of(), List.of()));
    parses(plot(List.of(0.0, 0.0), List.of(0.0, 0.0)));
    parses(plot(List.of(-5.0, 5.0), List.of(-1.0, 1.0)));
    assertThat(plot(List.of(-5.0, 5.0), List.of(-1.0, 1.0))).doesNotContain("NaN", "Infinity");
    parses(new Bars("b", "t", "d", List.of()).svg());
    parses(new Bars("b", "t", "d", List.of(new Bars.Bar("x", -3, "−3", 2))).svg());
  }

  @Test
  void names_are_escaped_and_long_ones_shortened() {
    String svg =
        new Bars("b", "t", "d", List.of(new Bars.Bar("<b>A very long client name</b>", 1, "1", 1)))
            .svg();
    parses(svg);
    assertThat(svg).doesNotContain("<b>").contains("…");
  }

  @Test
  void an_axis_has_round_ticks_and_holds_zero() {
    assertThat(Scale.of(12, 93).ticks()).containsExactly(0.0, 25.0, 50.0, 75.0, 100.0);
    assertThat(Scale.of(-30, 40).ticks()).startsWith(-40.0).contains(0.0).endsWith(40.0);
  }
}
