package surety.server.connect.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The `map` section of a fetch while it is compiled: hands out its fields and numbers them.
final class Fields {

  private final Section section;
  private final FieldCompiler compiler;
  private final List<String> names = new ArrayList<>();

  Fields(Section section, ValueCompiler values) {
    this.section = section;
    this.compiler = new FieldCompiler(values);
  }

  FieldCompiler compiler() {
    return compiler;
  }

  /// A field that the file must map.
  <T> Field<T> must(String name, Function<Section.Part, Extract<T>> how) {
    names.add(name);
    Extract<T> none = (_, _) -> Optional.empty();
    Extract<T> extract = section.tolerate(() -> how.apply(section.require(name)), none);
    return new Field<>(name, names.size() - 1, extract);
  }

  /// A field that the file may leave out; every record then lacks it.
  <T> Field<T> may(String name, Function<Section.Part, Extract<T>> how) {
    names.add(name);
    Extract<T> none = (_, _) -> Optional.empty();
    Extract<T> extract = section.tolerate(() -> section.find(name).map(how).orElse(none), none);
    return new Field<>(name, names.size() - 1, extract);
  }

  /// Ends the section and names its fields.
  List<String> done() {
    section.done();
    return List.copyOf(names);
  }
}
