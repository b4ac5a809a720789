package surety.server.operations;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that a database holds, column by column, as the database itself unpacks it. A search
/// of the files alone would miss values that PostgreSQL compressed.
final class StoredValues {

  private final DatabaseLogin superuser;

  StoredValues(DatabaseLogin superuser) {
    this.superuser = superuser;
  }

  /// The bytes of each table, by name; large objects under the name of their catalogue.
  Map<String, byte[]> all() throws SQLException, IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (Connection connection = superuser.connect()) {
      for (String table : tables(connection)) {
        all.put(table, contents(connection, table));
      }
    }
    return all;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT format('%I.%I', n.nspname, c.relname)
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind IN ('r', 'm')
                   AND (n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                        OR c.relname IN ('pg_largeobject', 'pg_statistic', 'pg_description'))
                """)) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private static byte[] contents(Connection connection, String table)
      throws SQLException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          write(rows, i, out);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void write(ResultSet rows, int column, DataOutputStream out)
      throws SQLException, IOException {
    boolean binary = rows.getMetaData().getColumnTypeName(column).equals("bytea");
    byte[] value =
        binary
            ? rows.getBytes(column)
            : String.valueOf(rows.getString(column)).getBytes(StandardCharsets.UTF_8);
    if (value != null) {
      out.write(value);
      out.write('\n');
    }
  }
}
