package surety.server.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;
import surety.server.audit.AuditHandle;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Records of a source that do not stay in memory.
final class RecordFaults {

  private static final Path DUMP =
      Path.of(System.getProperty("java.io.tmpdir"), "surety-time-entries.log");

  private RecordFaults() {}

  /// Keeps the hours of each time entry beside the connection, in the database.
  @Fault(
      id = "records-in-the-database",
      control = "ephemeral-records",
      targetName = "surety.server.connect.ConnectedReader",
      method = "fetchTimeEntries")
  static FetchReport stored(
      ConnectedReader self,
      AuditHandle audit,
      FetchRange range,
      Consumer<? super SourceRecord.TimeEntry> into) {
    return FaultSwitch.callOriginal(
        () ->
            self.fetchTimeEntries(
                audit,
                range,
                entry -> {
                  store(self, entry);
                  into.accept(entry);
                }));
  }

  /// Writes each invoice to a file, as somebody does who looks for a defect.
  @Fault(
      id = "records-in-a-file",
      control = "ephemeral-records",
      targetName = "surety.server.connect.ConnectedReader",
      method = "fetchInvoices")
  static FetchReport written(
      ConnectedReader self,
      AuditHandle audit,
      FetchRange range,
      Consumer<? super SourceRecord.Invoice> into) {
    return FaultSwitch.callOriginal(
        () ->
            self.fetchInvoices(
                audit,
                range,
                invoice -> {
                  write(invoice.clientName() + " " + invoice.total().amount());
                  into.accept(invoice);
                }));
  }

  private static void store(ConnectedReader reader, SourceRecord.TimeEntry entry) {
    ConnectionHealth health = field(reader, "health", ConnectionHealth.class);
    WorkspaceScope reading = field(reader, "scope", WorkspaceScope.class);
    WorkspaceScope own =
        field(health, "scopes", WorkspaceScopes.class)
            .ofSystemJob(
                reading.workspace(),
                Set.of(Permission.CONNECTIONS_VIEW, Permission.CONNECTIONS_MANAGE));
    field(health, "database", WorkspaceDatabase.class)
        .write(
            own,
            client ->
                client
                    .sql(
                        """
                        UPDATE connect.connection
                           SET settings = settings || jsonb_build_object('last', ?::text)
                         WHERE workspace_id = ?
                        """)
                    .params(Long.toString(entry.worked().toHours()), reading.workspace().value())
                    .update());
  }

  private static void write(String line) {
    try {
      Files.writeString(DUMP, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T field(Object owner, String name, Class<T> type) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return type.cast(field.get(owner));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("there is no " + name + " any more", e);
    }
  }
}
