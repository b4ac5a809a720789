package surety.server.isolation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes rows for any table by its catalogue entry: values that its types and constraints accept.
///
/// Each column takes a value that its own checks accept; the row as a whole is tried, as the
/// superuser, until the constraints over several columns accept it as well.
final class RowMaker implements AutoCloseable {

  private static final int TRIALS = 400;

  private final Connection superuser;
  private final Catalogue catalogue;
  private final Random random = new Random(18);
  private final Map<String, Table> tables = new HashMap<>();
  private final Map<String, List<String>> literals = new HashMap<>();
  private final Map<String, Map<String, @Nullable String>> imagined;
  private final Map<String, List<Map<String, @Nullable String>>> kept = new HashMap<>();
  private final Map<String, List<String>> checks = new HashMap<>();

  RowMaker(Connection superuser, Catalogue catalogue) throws SQLException {
    this(superuser, catalogue, Map.of());
  }

  /// @param imagined what another imagined in a database of which this one is a copy
  RowMaker(
      Connection superuser,
      Catalogue catalogue,
      Map<String, Map<String, @Nullable String>> imagined)
      throws SQLException {
    this.superuser = superuser;
    this.catalogue = catalogue;
    this.imagined = new HashMap<>(imagined);
    superuser.setAutoCommit(false);
  }

  /// Stores a new row of this workspace, and what it refers to, and returns its values by column.
  Map<String, @Nullable String> store(Table table, UUID workspace) throws SQLException {
    Map<String, @Nullable String> row = acceptedRow(table, workspace, true);
    superuser.commit();
    return row;
  }

  /// Values of a row that the table would accept now. What it refers to is stored, it is not.
  Map<String, @Nullable String> imagine(Table table, UUID workspace) throws SQLException {
    String which = table.name() + "/" + workspace;
    Map<String, @Nullable String> known = imagined.get(which);
    if (known == null) {
      known = acceptedRow(table, workspace, false);
      superuser.commit();
      imagined.put(which, known);
    }
    return known;
  }

  /// All that was imagined so far.
  Map<String, Map<String, @Nullable String>> imagined() {
    return Map.copyOf(imagined);
  }

  private Map<String, @Nullable String> acceptedRow(Table table, UUID workspace, boolean keep)
      throws SQLException {
    Map<String, @Nullable String> row = Map.of();
    String complaint = "";
    for (int trial = 0; trial < TRIALS; trial++) {
      row = candidate(table, workspace);
      if (keep && repeats(table, row)) {
        continue;
      }
      Savepoint savepoint = superuser.setSavepoint();
      try (PreparedStatement insert = superuser.prepareStatement(table.insert())) {
        bind(insert, table, row);
        insert.executeUpdate();
        if (keep) {
          kept.computeIfAbsent(table.name(), _ -> new ArrayList<>()).add(row);
        } else {
          superuser.rollback(savepoint);
        }
        superuser.releaseSavepoint(savepoint);
        return row;
      } catch (SQLException e) {
        back(savepoint);
        complaint = e.getMessage();
      }
    }
    throw new SQLException("no row for " + table.name() + ": " + complaint + " with " + row);
  }

  // Two workspaces must not have the same value of a unique key, where there are few to choose
  // from: what one has would then be known to the other from its own row.
  private boolean repeats(Table table, Map<String, @Nullable String> row) {
    for (List<String> unique : table.uniques()) {
      List<String> own = unique.stream().filter(c -> !c.equals(Table.WORKSPACE)).toList();
      for (Map<String, @Nullable String> other : kept.getOrDefault(table.name(), List.of())) {
        if (!own.isEmpty()
            && own.stream().allMatch(c -> row.get(c) != null && row.get(c).equals(other.get(c)))) {
          return true;
        }
      }
    }
    return false;
  }

  static void bind(PreparedStatement insert, Table table, Map<String, @Nullable String> row)
      throws SQLException {
    int position = 1;
    for (Table.Column column : table.settable()) {
      insert.setString(position++, row.get(column.name()));
    }
  }

  /// The parameters of [Table#insert] for a row.
  static Object[] parameters(Table table, Map<String, @Nullable String> row) {
    return table.settable().stream().map(column -> row.get(column.name())).toArray();
  }

  private Map<String, @Nullable String> candidate(Table table, UUID workspace) throws SQLException {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (Table.Column column : table.settable()) {
      row.put(column.name(), value(table, column));
    }
    for (Table.Reference reference : table.references()) {
      followReference(table, reference, workspace, row);
    }
    row.computeIfPresent(Table.WORKSPACE, (_, _) -> workspace.toString());
    return row;
  }

  // The referenced row is of the same workspace; one is made if there is none, or if each may be
  // referred to but once.
  private void followReference(
      Table table, Table.Reference reference, UUID workspace, Map<String, @Nullable String> row)
      throws SQLException {
    Table target = described(reference.target());
    boolean own = target.columns().stream().anyMatch(c -> c.name().equals(Table.WORKSPACE));
    List<@Nullable String> found = existing(reference, own ? workspace : null);
    boolean taken = table.takesFurtherRows() && reference.from().containsAll(table.key());
    if ((found.isEmpty() || taken) && !target.name().equals(table.name())) {
      Map<String, @Nullable String> made = acceptedRow(target, workspace, true);
      found = reference.to().stream().map(made::get).toList();
    }
    for (int i = 0; i < reference.from().size(); i++) {
      row.put(reference.from().get(i), found.isEmpty() ? null : found.get(i));
    }
  }

  // Savepoints that are kept nest, and thousands of them fill the lock table.
  private void back(Savepoint savepoint) throws SQLException {
    superuser.rollback(savepoint);
    superuser.releaseSavepoint(savepoint);
  }

  private List<@Nullable String> existing(Table.Reference reference, @Nullable UUID workspace)
      throws SQLException {
    String columns = String.join("::text, ", reference.to()) + "::text";
    String sql =
        "SELECT "
            + columns
            + " FROM "
            + reference.target()
            + (workspace == null ? "" : " WHERE workspace_id = '" + workspace + "'")
            + " ORDER BY random() LIMIT 1";
    try (var statement = superuser.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<@Nullable String> values = new ArrayList<>();
      if (result.next()) {
        for (int i = 1; i <= reference.to().size(); i++) {
          values.add(result.getString(i));
        }
      }
      return values;
    }
  }

  private Table described(String name) {
    return tables.computeIfAbsent(name, catalogue::table);
  }

  private @Nullable String value(Table table, Table.Column column) throws SQLException {
    List<String> accepted = new ArrayList<>();
    for (String text : Candidates.of(column.type(), literals(table), random)) {
      if (accepts(table, column, text)) {
        accepted.add(text);
      }
    }
    if (accepted.isEmpty()) {
      return null;
    }
    // The first one is the most telling; the others help where columns depend on each other.
    return random.nextInt(3) > 0 ? accepted.getFirst() : pick(accepted);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private List<String> literals(Table table) {
    return literals.computeIfAbsent(table.name(), name -> catalogue.names(LITERALS, name));
  }

  private static final String LITERALS =
      """
      SELECT DISTINCT m[1]
        FROM pg_constraint, regexp_matches(pg_get_expr(conbin, conrelid), '''([^'']*)''::text', 'g') m
       WHERE conrelid = ?::regclass AND contype = 'c'
      """;

  private boolean accepts(Table table, Table.Column column, String text) throws SQLException {
    for (String check : columnChecks(table, column)) {
      if (!holds(check, column, text)) {
        return false;
      }
    }
    return true;
  }

  private List<String> columnChecks(Table table, Table.Column column) {
    return checks.computeIfAbsent(
        table.name() + "/" + column.name(),
        _ ->
            catalogue.names(
                """
                SELECT pg_get_expr(conbin, conrelid)
                  FROM pg_constraint
                 WHERE conrelid = ?::regclass AND contype = 'c'
                   AND conkey = ARRAY[(SELECT attnum FROM pg_attribute
                                        WHERE attrelid = conrelid AND quote_ident(attname) = ?)]
                """,
                table.name(),
                column.name()));
  }

  private boolean holds(String check, Table.Column column, String text) throws SQLException {
    String sql =
        "SELECT (" + check + ") FROM (SELECT ?::" + column.type() + ") v (" + column.name() + ")";
    Savepoint savepoint = superuser.setSavepoint();
    try (PreparedStatement statement = superuser.prepareStatement(sql)) {
      statement.setString(1, text);
      try (ResultSet result = statement.executeQuery()) {
        boolean held = result.next() && (result.getBoolean(1) || result.wasNull());
        superuser.releaseSavepoint(savepoint);
        return held;
      }
    } catch (SQLException e) {
      back(savepoint);
      return false;
    }
  }

  @Override
  public void close() throws SQLException {
    superuser.close();
  }
}
