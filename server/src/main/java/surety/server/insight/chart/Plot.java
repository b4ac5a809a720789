package surety.server.insight.chart;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Values over time: stacked columns, lines over them, or both.
///
/// @param id unique on the page
/// @param title what it shows, in a few words
/// @param description what there is to see, for those who do not see it
/// @param labels one for each place on the horizontal axis
/// @param every how many places share one label
/// @param columns stacked, the first at the bottom
/// @param lines drawn over the columns
/// @param scale writes the numbers at the vertical axis
/// @param partial whether the last place is not complete yet
public record Plot(
    String id,
    String title,
    String description,
    List<String> labels,
    int every,
    List<Series> columns,
    List<Series> lines,
    Numbers scale,
    boolean partial) {

  private static final double WIDTH = 420;
  private static final double HEIGHT = 216;
  private static final double LEFT = 46;
  private static final double RIGHT = 6;
  private static final double TOP = 10;
  private static final double BOTTOM = 24;

  /// Writes a number for people.
  @FunctionalInterface
  public interface Numbers {
    /// The number as text.
    String format(double value);
  }

  /// One set of values.
  ///
  /// @param colour 1 to 4, one of the page's series colours
  /// @param values one for each label; null where there is none
  public record Series(String name, int colour, List<@Nullable Double> values) {

    /// The value at a place, 0 where there is none.
    double at(int place) {
      Double value = values.get(place);
      return value == null ? 0 : value;
    }
  }

  /// The chart as an SVG element.
  public String svg() {
    Svg svg = new Svg();
    Scale axis = axis();
    svg.open(
        "svg",
        "class",
        "chart",
        "viewBox",
        "0 0 420 216",
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc");
    svg.text("title", title, "id", id + "-title").text("desc", description, "id", id + "-desc");
    grid(svg, axis);
    columns(svg, axis);
    lines.forEach(line -> line(svg, axis, line));
    labels(svg);
    return svg.close("svg").toString();
  }

  private Scale axis() {
    DoubleStream stacks =
        DoubleStream.iterate(0, place -> place < labels.size(), place -> place + 1)
            .map(place -> columns.stream().mapToDouble(s -> s.at((int) place)).sum());
    double[] all =
        DoubleStream.concat(stacks, lines.stream().flatMap(Plot::known).mapToDouble(d -> d))
            .toArray();
    return Scale.of(DoubleStream.of(all).min().orElse(0), DoubleStream.of(all).max().orElse(0));
  }

  private static Stream<Double> known(Series series) {
    return series.values().stream().filter(Objects::nonNull);
  }

  private void grid(Svg svg, Scale axis) {
    for (double tick : axis.ticks()) {
      double y = y(axis, tick);
      svg.empty(
          "line",
          "class",
          tick == 0 ? "axis" : "grid-line",
          "x1",
          LEFT,
          "x2",
          WIDTH - RIGHT,
          "y1",
          y,
          "y2",
          y);
      svg.text("text", scale.format(tick), "class", "value", "x", LEFT - 6, "y", y + 3.5);
    }
  }

  private void columns(Svg svg, Scale axis) {
    for (int place = 0; place < labels.size(); place++) {
      double bottom = 0;
      for (Series series : columns) {
        double value = series.at(place);
        column(svg, axis, series, place, bottom);
        bottom += value;
      }
    }
  }

  private void column(Svg svg, Scale axis, Series series, int place, double bottom) {
    double value = series.at(place);
    if (value == 0) {
      return;
    }
    double from = y(axis, bottom);
    double to = y(axis, bottom + value);
    boolean open = partial && place == labels.size() - 1;
    svg.open(
        "rect",
        "class",
        "s" + series.colour() + (open ? " partial" : ""),
        "x",
        x(place) + slot() * 0.17,
        "y",
        Math.min(from, to),
        "width",
        slot() * 0.66,
        "height",
        Math.max(1, Math.abs(from - to)));
    tip(svg, series, place);
    svg.close("rect");
  }

  private void line(Svg svg, Scale axis, Series series) {
    StringBuilder points = new StringBuilder();
    for (int place = 0; place < labels.size(); place++) {
      if (series.values().get(place) == null) {
        path(svg, series, points);
        points.setLength(0);
      } else {
        points.append(points.isEmpty() ? "M" : "L").append(point(axis, series, place));
      }
    }
    path(svg, series, points);
    dots(svg, axis, series);
  }

  private String point(Scale axis, Series series, int place) {
    return String.format(Locale.ROOT, "%.1f %.1f", middle(place), y(axis, series.at(place)));
  }

  private static void path(Svg svg, Series series, StringBuilder points) {
    if (!points.isEmpty()) {
      svg.empty("path", "class", "line s" + series.colour(), "d", points);
    }
  }

  private void dots(Svg svg, Scale axis, Series series) {
    for (int place = 0; place < labels.size(); place++) {
      if (series.values().get(place) != null) {
        double y = y(axis, series.at(place));
        svg.open(
            "circle", "class", "dot s" + series.colour(), "cx", middle(place), "cy", y, "r", 2.6);
        tip(svg, series, place);
        svg.close("circle");
      }
    }
  }

  private void tip(Svg svg, Series series, int place) {
    String value = scale.format(series.at(place));
    svg.text("title", labels.get(place) + ", " + series.name() + ": " + value);
  }

  private void labels(Svg svg) {
    for (int place = 0; place < labels.size(); place += every) {
      boolean wideOnly = place / every % 2 == 1;
      svg.text(
          "text",
          labels.get(place),
          "class",
          wideOnly ? "label wide-only" : "label",
          "x",
          middle(place),
          "y",
          HEIGHT - 8);
    }
  }

  private double slot() {
    return (WIDTH - LEFT - RIGHT) / Math.max(1, labels.size());
  }

  private double x(int place) {
    return LEFT + slot() * place;
  }

  private double middle(int place) {
    return x(place) + slot() / 2;
  }

  private static double y(Scale axis, double value) {
    return HEIGHT - BOTTOM - axis.part(value) * (HEIGHT - TOP - BOTTOM);
  }
}
