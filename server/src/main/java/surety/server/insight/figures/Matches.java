package surety.server.insight.figures;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord;

/// Puts together the records that several sources have of the same thing.
///
/// Records of one source are never the same thing, whatever they are called: two people may share a
/// name. Where each of two sources has two, they are paired in the order in which they came.
final class Matches<T extends SourceRecord> {

  /// A record with the number of its source.
  record Copy<T>(int source, T record) {}

  private final Function<T, @Nullable String> name;
  private final BiPredicate<T, T> alike;
  private final Map<String, List<List<Copy<T>>>> byName = new HashMap<>();
  private final List<List<Copy<T>>> groups = new ArrayList<>();

  /// @param name what has to be equal; a record without it is never the same as another
  /// @param alike what else has to hold
  Matches(Function<T, @Nullable String> name, BiPredicate<T, T> alike) {
    this.name = name;
    this.alike = alike;
  }

  void add(int source, T record) {
    Copy<T> copy = new Copy<>(source, record);
    String called = plain(name.apply(record));
    List<List<Copy<T>>> candidates =
        called.isEmpty()
            ? new ArrayList<>()
            : byName.computeIfAbsent(called, absent -> new ArrayList<>());
    candidates.stream()
        .filter(group -> group.stream().noneMatch(other -> other.source() == source))
        .filter(group -> alike.test(group.getFirst().record(), record))
        .findFirst()
        .ifPresentOrElse(group -> group.add(copy), () -> begin(candidates, copy));
  }

  private void begin(List<List<Copy<T>>> candidates, Copy<T> copy) {
    List<Copy<T>> group = new ArrayList<>(1);
    group.add(copy);
    candidates.add(group);
    groups.add(group);
  }

  /// What is the same, in the order in which it came.
  List<List<Copy<T>>> groups() {
    return groups;
  }

  /// Whether two names are the same but for case, width and spaces.
  static boolean sameName(@Nullable String one, @Nullable String other) {
    return plain(one).equals(plain(other));
  }

  /// The same, or one of them has none.
  static boolean sameOrNone(@Nullable String one, @Nullable String other) {
    return plain(one).isEmpty() || plain(other).isEmpty() || sameName(one, other);
  }

  private static String plain(@Nullable String text) {
    return text == null
        ? ""
        : Normalizer.normalize(text, Normalizer.Form.NFKC)
            .strip()
            .replaceAll("\\s+", " ")
            .toLowerCase(Locale.ROOT);
  }
}
