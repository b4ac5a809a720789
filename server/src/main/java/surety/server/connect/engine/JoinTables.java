package surety.server.connect.engine;

import java.util.List;
import java.util.Map;
import surety.server.connect.mapping.Row;
import surety.server.connect.mapping.Tables;
import surety.server.platform.Ephemeral;

/// Rows by table and key; what is not in the nearer tables is looked for in the farther ones.
record JoinTables(
    Map<String, Map<String, List<Row>>> near,
    Map<String, Map<String, List<Row>>> far,
    Map<String, String> settings)
    implements Tables, Ephemeral {

  @Override
  public List<Row> rows(String table, String key) {
    Map<String, List<Row>> rows = near.get(table);
    if (rows == null) {
      rows = far.getOrDefault(table, Map.of());
    }
    return rows.getOrDefault(key, List.of());
  }

  @Override
  public String toString() {
    return "JoinTables[...]";
  }
}
