package surety.server.connect.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import surety.server.connect.mapping.Row;
import surety.server.platform.Ephemeral;

/// One page of a vendor's list, held only until its records are delivered.
///
/// @param included side-loaded rows by type and id
/// @param refusal the status that the page itself tells, if it is one of an error
record Page(
    List<Row> rows,
    Map<String, Map<String, List<Row>>> included,
    OptionalInt totalPages,
    OptionalInt totalRecords,
    Optional<String> next,
    OptionalInt refusal)
    implements Ephemeral {

  /// A bare list, which tells nothing about itself.
  static Page of(List<Row> rows) {
    return new Page(
        rows,
        Map.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /// A page that tells of an error, in an answer that looked like a success.
  static Page refused(int status) {
    return new Page(
        List.of(),
        Map.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalInt.of(status));
  }

  @Override
  public String toString() {
    return "Page[...]";
  }
}
