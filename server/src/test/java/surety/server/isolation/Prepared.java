package surety.server.isolation;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import surety.server.operations.TestPostgres;

/// The database that every [Field] is a copy of: migrated, and with rows of two workspaces in every
/// table.
///
/// @param imagined a further row for each table and workspace, as finding one takes a while
record Prepared(
    TestPostgres.Database database,
    byte[] key,
    Field.Side a,
    Field.Side b,
    Map<String, Map<String, @Nullable String>> imagined) {

  static final Prepared ONCE = prepare();

  private static Prepared prepare() {
    TestPostgres.Database database = TestPostgres.migrated();
    Field.migrateFurther(database, "classpath:surety/server/isolation/probe");
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    storeKey(database, key);
    try (Connection connection = database.superuserSource().getConnection()) {
      return prepare(database, key, connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Prepared prepare(TestPostgres.Database database, byte[] key, Connection connection)
      throws SQLException {
    Catalogue catalogue = new Catalogue(new SingleConnectionDataSource(connection, true));
    try (RowMaker rows = new RowMaker(database.superuserSource().getConnection(), catalogue)) {
      Field.Side a = fill(Field.Side.empty(), catalogue, rows);
      Field.Side b = fill(Field.Side.empty(), catalogue, rows);
      for (Table table : catalogue.workspaceTables()) {
        if (table.takesFurtherRows()) {
          rows.imagine(table, a.workspace());
          rows.imagine(table, b.workspace());
        }
      }
      catalogue.change("ANALYZE");
      return new Prepared(database, key, a, b, rows.imagined());
    }
  }

  private static void storeKey(TestPostgres.Database database, byte[] key) {
    JdbcClient.create(database.superuserSource())
        .sql("INSERT INTO sec.scope_key (key_id, inner_pad, outer_pad) VALUES ('01', ?, ?)")
        .params(padded(key, 0x36), padded(key, 0x5c))
        .update();
  }

  private static byte[] padded(byte[] key, int pad) {
    byte[] block = new byte[64];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
    }
    return block;
  }

  private static Field.Side fill(Field.Side side, Catalogue catalogue, RowMaker rows)
      throws SQLException {
    Table first = catalogue.table("workspace.workspace");
    side.rows().put(first.name(), new ArrayList<>(List.of(rows.store(first, side.workspace()))));
    for (Table table : catalogue.workspaceTables()) {
      if (!table.name().equals(first.name())) {
        side.rows().put(table.name(), List.of(rows.store(table, side.workspace())));
      }
    }
    return side;
  }
}
