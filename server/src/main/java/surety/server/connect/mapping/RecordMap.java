package surety.server.connect.mapping;

import surety.server.connect.SourceRecord;

/// Makes records of one kind from rows.
public interface RecordMap<T extends SourceRecord> {

  /// The record of a row.
  ///
  /// @param tally counts the fields that the record lacks
  /// @throws BadValue if a field that a record cannot be without is missing or unreadable
  T map(Row row, Tables tables, Tally tally);

  /// A new count for this map.
  Tally tally();
}
