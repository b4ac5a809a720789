package surety.server.insight.chart;

import java.util.List;

/// One horizontal bar for each of a few names, longest values first as given.
///
/// @param id unique on the page
/// @param title what it shows, in a few words
/// @param description what there is to see, for those who do not see it
/// @param bars at most a dozen
public record Bars(String id, String title, String description, List<Bar> bars) {

  private static final double WIDTH = 420;
  private static final double ROW = 24;
  private static final double NAME = 128;
  private static final double VALUE = 64;
  private static final int LONGEST_NAME = 20;

  /// One bar.
  ///
  /// @param value how long it is; below zero it goes to the left
  /// @param text the value for people
  /// @param colour 1 to 4, one of the page's series colours
  public record Bar(String name, double value, String text, int colour) {}

  /// The chart as an SVG element.
  public String svg() {
    Svg svg = new Svg();
    double height = Math.max(1, bars.size()) * ROW + 4;
    svg.open(
        "svg",
        "class",
        "chart bars",
        "viewBox",
        "0 0 420 " + Math.round(height),
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc");
    svg.text("title", title, "id", id + "-title").text("desc", description, "id", id + "-desc");
    for (int row = 0; row < bars.size(); row++) {
      row(svg, bars.get(row), row * ROW + 2);
    }
    return svg.close("svg").toString();
  }

  private void row(Svg svg, Bar bar, double top) {
    double room = WIDTH - NAME - VALUE;
    double zero = NAME + room * share(Math.max(0, -least()));
    double length = room * share(Math.abs(bar.value()));
    double start = bar.value() < 0 ? zero - length : zero;
    svg.text("text", shortened(bar.name()), "class", "name", "x", 0, "y", top + 15);
    svg.open(
        "rect",
        "class",
        "s" + bar.colour(),
        "x",
        start,
        "y",
        top + 4,
        "width",
        Math.max(1, length),
        "height",
        ROW - 9);
    svg.text("title", bar.name() + ": " + bar.text()).close("rect");
    svg.text("text", bar.text(), "class", "value", "x", WIDTH, "y", top + 15);
  }

  private double share(double value) {
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    double span = Math.max(0, most) + Math.max(0, -least());
    return span == 0 ? 0 : value / span;
  }

  private double least() {
    return bars.stream().mapToDouble(Bar::value).min().orElse(0);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1).strip() + "…";
  }
}
