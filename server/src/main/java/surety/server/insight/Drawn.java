package surety.server.insight;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import surety.server.insight.figures.Aggregates;
import surety.server.insight.figures.Range;
import surety.server.platform.Ephemeral;

/// What has been drawn of held figures, so that they are drawn once and not for each reader.
///
/// It hangs on the figures that it shows and is in memory just as long.
final class Drawn implements Ephemeral {

  // A reader with costs and one without look at different figures, and so at different markup.
  private record Key(Range range, boolean costs) {}

  private final Map<Key, String> markup = new ConcurrentHashMap<>();

  String of(Aggregates figures, Range range, Supplier<String> draw) {
    Key key = new Key(range, figures.costs().isPresent());
    return markup.computeIfAbsent(key, absent -> draw.get());
  }

  @Override
  public String toString() {
    return "Drawn[...]";
  }
}
