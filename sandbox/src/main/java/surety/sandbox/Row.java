package surety.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record as a vendor holds it: one of the made-up firm's, or one that a client wrote.
interface Row {
  long id();

  /// What a filter compares: text, or null when the record has no such value. Days are ISO dates,
  /// times are UTC with seconds, so that both sort as text.
  @Nullable String column(String name);

  /// The ids of the records that a relation leads to.
  List<Long> related(String relation);

  /// Writes the members of the record, without its id, into an open object.
  void write(Json out);
}
