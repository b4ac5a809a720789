package surety.server.audit;

import java.util.Arrays;
import java.util.Locale;

/// The two trails.
enum TrailKind {
  /// Who read what.
  ACCESS(
      "Access",
      "",
      "access-trail",
      "audit.access",
      """
      strpos(s.data_kind, :word#) > 0 OR s.action = ANY (:actions#)
      OR s.connection_id = ANY (:connections#) OR strpos(lower(s.detail::text), :word#) > 0\
      """),
  /// Who changed what.
  CHANGES(
      "Changes",
      "/changes",
      "change-trail",
      "audit.change",
      """
      strpos(s.table_name, :word#) > 0 OR s.operation = ANY (:operations#)
      OR strpos(lower((s.row_before - 'workspace_id')::text), :json#) > 0
      OR strpos(lower((s.row_after - 'workspace_id')::text), :json#) > 0\
      """);

  private final String label;
  private final String path;
  private final String dataKind;
  private final String table;
  private final String word;

  TrailKind(String label, String path, String dataKind, String table, String word) {
    this.label = label;
    this.path = path;
    this.dataKind = dataKind;
    this.table = table;
    this.word = word;
  }

  /// The one that [#key] names.
  ///
  /// @throws IllegalArgumentException if it names none
  static TrailKind ofKey(String key) {
    return Arrays.stream(values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a trail"));
  }

  /// How forms and rows name it.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The name that people read.
  String label() {
    return label;
  }

  /// Where its page is, below Settings, Security.
  String path() {
    return path;
  }

  /// What an access entry calls it.
  String dataKind() {
    return dataKind;
  }

  /// Where its entries are, a day in each partition.
  String table() {
    return table;
  }

  /// The condition that a word occurs in an entry; `#` stands for the word's number.
  String word() {
    return word;
  }
}
