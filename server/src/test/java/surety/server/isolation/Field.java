package surety.server.isolation;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import surety.server.operations.Migrations;
import surety.server.operations.TestPostgres;

/// A database with two workspaces: `a`, the victim, and `b`, from which the attacks come. Both have
/// rows in every table.
final class Field implements AutoCloseable {

  private final TestPostgres.Database database;
  private final SingleConnectionDataSource watching;
  private final Catalogue catalogue;
  private final List<Table> tables;
  private final RowMaker rows;
  private final Session session;
  private final byte[] key;
  private final Side a;
  private final Side b;

  /// One workspace, and its rows by table.
  record Side(
      UUID workspace, UUID principal, Map<String, List<Map<String, @Nullable String>>> rows) {

    static Side empty() {
      return new Side(UUID.randomUUID(), UUID.randomUUID(), new HashMap<>());
    }

    Map<String, @Nullable String> row(Table table) {
      return rows.getOrDefault(table.name(), List.of()).getFirst();
    }

    /// The values of the primary key of one of its rows.
    Object[] key(Table table) {
      return table.key().stream().map(row(table)::get).toArray();
    }
  }

  private Field(TestPostgres.Database database, Prepared prepared) throws SQLException {
    this.database = database;
    this.watching =
        new SingleConnectionDataSource(database.superuserSource().getConnection(), true);
    this.catalogue = new Catalogue(watching);
    this.tables = catalogue.workspaceTables();
    this.rows =
        new RowMaker(database.superuserSource().getConnection(), catalogue, prepared.imagined());
    this.key = prepared.key();
    this.a = prepared.a();
    this.b = prepared.b();
    this.session = fresh();
  }

  /// The schema as the migrations make it, and the probe's tables.
  static Field protectedSchema() throws SQLException {
    return new Field(TestPostgres.copyOf(Prepared.ONCE.database()), Prepared.ONCE);
  }

  /// Runs a folder of further migrations after those of the modules.
  static void migrateFurther(TestPostgres.Database database, String location) {
    Migrations.run(
        database.ownerSource(), database.owner().user(), database.runtime().user(), location);
  }

  Side a() {
    return a;
  }

  Side b() {
    return b;
  }

  List<Table> tables() {
    return tables;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  RowMaker rows() {
    return rows;
  }

  TestPostgres.Database database() {
    return database;
  }

  byte[] key() {
    return key.clone();
  }

  /// The session that attacks share when they leave nothing behind in it.
  Session session() {
    return session;
  }

  /// A session of the runtime role of its own.
  Session fresh() throws SQLException {
    return new Session(database.runtimeSource().getConnection());
  }

  /// A session that may do everything, for the twins of what the runtime role may not.
  Session superuser() throws SQLException {
    return new Session(database.superuserSource().getConnection());
  }

  /// A session of the role that owns the tables.
  Session owner() throws SQLException {
    return new Session(database.ownerSource().getConnection());
  }

  /// A scope of this side with every permission, valid in that session.
  ScopeText scope(Side side, Session in) throws SQLException {
    return ScopeText.of(key, side.workspace(), side.principal(), in.backend());
  }

  /// Runs a step for each table, each in a new transaction in `b`'s scope.
  void eachTable(TableStep step) throws SQLException {
    for (Table table : tables) {
      session.enter(scope(b, session));
      step.run(table);
      session.rollback();
    }
  }

  interface TableStep {
    void run(Table table) throws SQLException;
  }

  /// What only `a`'s rows hold; none of it may ever show up before `b`.
  Set<String> secrets() {
    Set<String> own = texts(b);
    return texts(a).stream()
        .filter(text -> text.length() >= 6 && text.matches(".*[0-9].*[0-9].*"))
        // A day is part of any time on that day.
        .filter(text -> !text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"))
        .filter(text -> !own.contains(text))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> texts(Side side) {
    Set<String> texts = new TreeSet<>();
    side.rows()
        .values()
        .forEach(list -> list.forEach(row -> row.values().forEach(value -> add(texts, value))));
    return texts;
  }

  private static void add(Set<String> texts, @Nullable String value) {
    if (value != null) {
      texts.add(value);
    }
  }

  @Override
  public void close() throws SQLException {
    session.close();
    rows.close();
    watching.destroy();
  }
}
