package surety.server.connect.mapping;

import java.util.Map;
import java.util.Set;

/// What a map may refer to besides its own row.
///
/// @param tables the rows that can be joined, by name
/// @param settings the names of the connection's settings that are no secrets
public record Catalog(Map<String, Schema> tables, Set<String> settings) {

  /// Copies the collections.
  public Catalog {
    tables = Map.copyOf(tables);
    settings = Set.copyOf(settings);
  }

  Schema table(Section.Part name) {
    Schema schema = tables.get(name.text());
    if (schema == null) {
      throw name.invalid(
          "no table \"" + name.text() + "\"", "Declare it under included or lookups");
    }
    return schema;
  }

  String setting(Section.Part name) {
    if (!settings.contains(name.text())) {
      throw name.invalid("no setting \"" + name.text() + "\"", "Declare it under form");
    }
    return name.text();
  }
}
