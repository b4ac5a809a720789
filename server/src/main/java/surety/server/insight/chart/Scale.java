package surety.server.insight.chart;

import java.util.ArrayList;
import java.util.List;

/// A linear axis with round ticks that holds zero.
final class Scale {

  private static final int TICKS = 4;

  private final double low;
  private final double high;
  private final double step;

  private Scale(double low, double high, double step) {
    this.low = low;
    this.high = high;
    this.step = step;
  }

  static Scale of(double low, double high) {
    double from = Math.min(0, low);
    double to = Math.max(0, high);
    double step = round((to - from) / TICKS);
    return new Scale(Math.floor(from / step) * step, Math.ceil(to / step) * step, step);
  }

  // The next of 1, 2, 2.5 or 5 times a power of ten.
  private static double round(double step) {
    if (step <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= step) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /// Where a value lies, 0 at the low end and 1 at the high end.
  double part(double value) {
    return high == low ? 0 : (value - low) / (high - low);
  }
}
