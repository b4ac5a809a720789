package surety.envelope;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The one place where a sealed value may be opened. It is authenticated, not stored in the sealed
/// value: the reader says where it found the value, and a value that was copied from elsewhere does
/// not open.
///
/// @param workspace the workspace that the row belongs to
/// @param table the table with its schema, `vault.credential`
/// @param row the row's id within the workspace
/// @param column the column's name
/// @param purpose what the value is for, `api-token`
/// @param host the one host, with a port where it is not the scheme's own, that the value may be
///     sent to; empty for values that go nowhere
public record SealContext(
    UUID workspace, String table, UUID row, String column, String purpose, Optional<String> host) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,126}");
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[1-9][0-9]{0,4})?");
  private static final int NO_HOST = 0;
  private static final int WITH_HOST = 1;

  /// @throws IllegalArgumentException if a name is not of the form `[a-z][a-z0-9_.-]*`, at most 127
  ///     characters, or the host is not in lower case without a trailing dot
  public SealContext {
    requireForm("table", NAME, table);
    requireForm("column", NAME, column);
    requireForm("purpose", NAME, purpose);
    host.ifPresent(name -> requireForm("host", HOST, name));
  }

  /// The place of a value that goes to no host.
  public SealContext(UUID workspace, String table, UUID row, String column, String purpose) {
    this(workspace, table, row, column, purpose, Optional.empty());
  }

  /// The same place for a value that may be sent to this host alone.
  public SealContext boundTo(String onlyHost) {
    return new SealContext(workspace, table, row, column, purpose, Optional.of(onlyHost));
  }

  /// Appends the place: SPEC.md section 4.
  void encodeTo(Encoding out) {
    out.uuid(workspace).uuid(row).text(table).text(column).text(purpose);
    host.ifPresentOrElse(name -> out.tag(WITH_HOST).text(name), () -> out.tag(NO_HOST));
  }

  private static void requireForm(String field, Pattern form, String value) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(field + ": not of the form " + form);
    }
  }
}
