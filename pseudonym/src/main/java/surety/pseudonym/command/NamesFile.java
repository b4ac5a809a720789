package surety.pseudonym.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import surety.pseudonym.Directory;
import surety.pseudonym.Entity;
import surety.pseudonym.EntityKind;

/// The names that must not leave, from a file.
///
/// One entity in a line, `client: Name | alias | alias`; empty lines and lines that begin with `#`
/// are skipped, `\|` is a bar within a name. A file that ends in `.csv` has the same as columns:
/// kind, name, aliases. The id of an entity is its kind and name, so that its stable token depends
/// on nothing else.
final class NamesFile {
  private final String file;
  private final List<Entity> entities = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();

  private NamesFile(String file) {
    this.file = file;
  }

  /// @throws Stop naming the line that is wrong, never what it holds
  static NamesFile read(Path path) throws Stop {
    NamesFile names = new NamesFile(String.valueOf(path.getFileName()));
    String text = Input.text(path);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (names.file.toLowerCase(Locale.ROOT).endsWith(".csv")) {
      for (Csv.Row row : Csv.rows(text, names.file)) {
        names.row(row);
      }
    } else {
      names.lines(text);
    }
    if (names.entities.isEmpty()) {
      throw Stop.wrong(names.file + ": it has no names");
    }
    return names;
  }

  /// The names, and those that a mapping has beside them.
  Directory directory(Iterable<Entity> others) {
    Directory.Builder builder = Directory.builder();
    entities.forEach(builder::add);
    for (Entity other : others) {
      if (!lines.containsKey(other.id())) {
        builder.add(other);
      }
    }
    return builder.build();
  }

  /// Where an entity stands, such as `names.txt:3`.
  String source(EntityKind kind, String name) {
    return Optional.ofNullable(lines.get(id(kind, name)))
        .map(line -> file + ":" + line)
        .orElse("mapping");
  }

  static Entity entity(EntityKind kind, String name, List<String> aliases) {
    return new Entity(id(kind, name), kind, name, aliases);
  }

  private static String id(EntityKind kind, String name) {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }

  private void lines(String text) throws Stop {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      int colon = stripped.indexOf(':');
      if (colon < 0) {
        throw at(number, "expected 'client: Name | alias', also with project or person");
      }
      add(number, stripped.substring(0, colon), bars(stripped.substring(colon + 1)));
    }
  }

  private static List<String> bars(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '|') {
        field.append('|');
        i++;
      } else if (unit == '|') {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(unit);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private void row(Csv.Row row) throws Stop {
    String kind = row.fields().getFirst().strip();
    if (entities.isEmpty() && kind.equalsIgnoreCase("kind")) {
      return;
    }
    add(row.line(), kind, row.fields().subList(1, row.fields().size()));
  }

  private void add(int line, String kindWord, List<String> fields) throws Stop {
    EntityKind kind = kind(line, kindWord.strip());
    List<String> names =
        fields.stream().map(String::strip).filter(field -> !field.isEmpty()).distinct().toList();
    if (names.isEmpty() || fields.getFirst().isBlank()) {
      throw at(line, "there is no name");
    }
    String name = names.getFirst();
    Integer before = lines.putIfAbsent(id(kind, name), line);
    if (before != null) {
      throw at(line, "the name stands in line " + before + " already");
    }
    try {
      entities.add(entity(kind, name, names.subList(1, names.size())));
    } catch (IllegalArgumentException e) {
      throw at(line, String.valueOf(e.getMessage()));
    }
  }

  private EntityKind kind(int line, String word) throws Stop {
    for (EntityKind kind : EntityKind.values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    throw at(line, "the kind is client, project or person");
  }

  private Stop at(int line, String message) {
    return Stop.wrong(file + ":" + line + ": " + message);
  }
}
