package surety.twin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Switches controls of the database off and on again.
final class DatabaseFaults {

  // What a fault may change. Whatever differs after it was taken back would stay off for all that
  // follows. Partitions come and go with the days that they hold, as rows do.
  private static final String CATALOGUE =
      """
      SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
          SELECT concat_ws(' ', 'table', oid, relrowsecurity, relforcerowsecurity, relowner, relacl)
                 AS line
            FROM pg_class
           WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
             AND relkind IN ('r', 'v', 'p', 'm', 'S') AND NOT relispartition
           UNION ALL
          SELECT concat_ws(' ', 'view', oid, pg_get_viewdef(oid))
            FROM pg_class
           WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
             AND relkind IN ('v', 'm')
           UNION ALL
          SELECT concat_ws(' ', 'policy', polrelid, polname, polcmd, polpermissive, polroles,
                           pg_get_expr(polqual, polrelid), '/',
                           pg_get_expr(polwithcheck, polrelid))
            FROM pg_policy
           UNION ALL
          SELECT concat_ws(' ', 'function', pronamespace, proname, proargtypes, prosrc, prosecdef,
                           proowner, proconfig, '/', proacl)
            FROM pg_proc
           WHERE pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
           UNION ALL
          SELECT concat_ws(' ', 'trigger', tgenabled, pg_get_triggerdef(oid))
            FROM pg_trigger WHERE NOT tgisinternal
           UNION ALL
          SELECT concat_ws(' ', 'constraint', conrelid, pg_get_constraintdef(oid))
            FROM pg_constraint k WHERE conrelid <> 0
             AND NOT (SELECT relispartition FROM pg_class WHERE oid = k.conrelid)
           UNION ALL
          SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid))
            FROM pg_index i WHERE indrelid >= 16384
             AND (SELECT relkind <> 't' AND NOT relispartition FROM pg_class WHERE oid = i.indrelid)
           UNION ALL
          SELECT concat_ws(' ', 'role', rolname, rolsuper, rolbypassrls, rolinherit) FROM pg_roles
           UNION ALL
          SELECT concat_ws(' ', 'member', roleid, member) FROM pg_auth_members
           UNION ALL
          SELECT concat_ws(' ', 'schema', nspname, nspacl) FROM pg_namespace
           UNION ALL
          SELECT concat_ws(' ', 'default', adrelid, adnum, pg_get_expr(adbin, adrelid))
            FROM pg_attrdef
      ) AS catalogue
      """;

  private DatabaseFaults() {}

  /// Runs the statements.
  ///
  /// @return takes them back, and checks that the catalogue is as it was
  static Undo apply(Ground ground, String id, DeclaredFault.Statements part) throws SQLException {
    String before = catalogue(ground);
    run(ground, List.of(part.off()));
    return () -> {
      run(ground, List.of(part.on()));
      requireUnchanged(ground, id, before);
    };
  }

  /// Makes the functions anew with one passage replaced.
  static Undo apply(Ground ground, String id, DeclaredFault.Functions part) throws SQLException {
    String before = catalogue(ground);
    List<String> originals = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (String function : part.functions()) {
      String source = definition(ground, function);
      if (!source.contains(part.replace())) {
        throw new FaultRefused(
            "fault " + id + ": nothing to replace in " + function + ": " + part.replace());
      }
      originals.add(source);
      broken.add(source.replace(part.replace(), part.by()));
    }
    run(ground, broken);
    return () -> {
      run(ground, originals);
      requireUnchanged(ground, id, before);
    };
  }

  private static void requireUnchanged(Ground ground, String id, String before)
      throws SQLException {
    if (!catalogue(ground).equals(before)) {
      throw new FaultRefused("fault " + id + ": the catalogue is not as it was before");
    }
  }

  private static void run(Ground ground, List<String> statements) throws SQLException {
    try (Connection connection = ground.owner();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String each : statements) {
        statement.execute(each);
      }
      connection.commit();
    }
  }

  private static String definition(Ground ground, String function) throws SQLException {
    return single(
        ground, "SELECT pg_get_functiondef('" + function.replace("'", "''") + "'::regprocedure)");
  }

  private static String catalogue(Ground ground) throws SQLException {
    return single(ground, CATALOGUE);
  }

  private static String single(Ground ground, String query) throws SQLException {
    try (Connection connection = ground.owner();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
