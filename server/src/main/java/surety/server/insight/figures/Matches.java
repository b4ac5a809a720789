package surety.server.insight.figures;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord;

/// Puts together the records that several sources have of the same thing.
///
/// Records of one source are never the same thing, whatever they are called: two people may share a
/// name. Where each of two sources has two, those with the same amount belong together, and the
/// others are paired in the order in which they came.
final class Matches<T extends SourceRecord> {

  /// A record with the number of its source.
  record Copy<T>(int source, T record) {}

  private final Function<T, @Nullable String> name;
  private final BiPredicate<T, T> alike;
  private final BiPredicate<T, T> differ;
  private final Map<String, List<List<Copy<T>>>> byName = new HashMap<>();
  private final List<List<Copy<T>>> groups = new ArrayList<>();

  /// @param name what has to be equal; a record without it is never the same as another
  /// @param alike what else has to hold
  /// @param differ whether two records tell another amount, which may be
  Matches(Function<T, @Nullable String> name, BiPredicate<T, T> alike, BiPredicate<T, T> differ) {
    this.name = name;
    this.alike = alike;
    this.differ = differ;
  }

  /// Takes all records of a source.
  void add(int source, List<T> records) {
    List<Copy<T>> rest = new ArrayList<>();
    for (T record : records) {
      Copy<T> copy = new Copy<>(source, record);
      group(copy, alike.and(differ.negate()))
          .ifPresentOrElse(group -> group.add(copy), () -> rest.add(copy));
    }
    for (Copy<T> copy : rest) {
      group(copy, alike).ifPresentOrElse(group -> group.add(copy), () -> begin(copy));
    }
  }

  boolean differ(Copy<T> one, Copy<T> other) {
    return differ.test(one.record(), other.record());
  }

  private Optional<List<Copy<T>>> group(Copy<T> copy, BiPredicate<T, T> fits) {
    return byName.getOrDefault(plain(name.apply(copy.record())), List.of()).stream()
        .filter(group -> group.stream().noneMatch(other -> other.source() == copy.source()))
        .filter(group -> fits.test(group.getFirst().record(), copy.record()))
        .findFirst();
  }

  private void begin(Copy<T> copy) {
    List<Copy<T>> group = new ArrayList<>(1);
    group.add(copy);
    groups.add(group);
    String called = plain(name.apply(copy.record()));
    if (!called.isEmpty()) {
      byName.computeIfAbsent(called, absent -> new ArrayList<>()).add(group);
    }
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
