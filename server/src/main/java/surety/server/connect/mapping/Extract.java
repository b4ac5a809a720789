package surety.server.connect.mapping;

import java.util.Optional;

/// Computes one typed thing from a row.
@FunctionalInterface
interface Extract<T> {

  /// The thing, or nothing if the source did not deliver it.
  ///
  /// @throws Convert.Unreadable if the source delivered something else
  Optional<T> of(Row row, Tables tables);
}
