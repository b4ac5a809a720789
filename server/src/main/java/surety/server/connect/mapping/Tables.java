package surety.server.connect.mapping;

import java.util.List;
import java.util.Map;

/// What a row can be joined with while it is mapped: side-loaded rows of its page, look-ups of its
/// fetch, and the settings of its connection.
public interface Tables {

  /// The rows of a table that have this key, none if there is no such row or table.
  List<Row> rows(String table, String key);

  /// The settings of the connection that are no secrets.
  Map<String, String> settings();
}
