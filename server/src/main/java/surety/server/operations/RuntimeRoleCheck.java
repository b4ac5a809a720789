package surety.server.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import surety.server.platform.StartRefused;

/// Refuses a database in which row-level security would not bind the server.
final class RuntimeRoleCheck {

  private static final int OLDEST_VERSION = 15;

  private static final String FAULTS_OF_RUNTIME =
      """
      with me as (select * from pg_catalog.pg_roles where rolname = current_user)
      select 'is a superuser' from me where rolsuper
      union all
      select 'has BYPASSRLS' from me where rolbypassrls
      union all
      select 'may make roles' from me where rolcreaterole
      union all
      select 'may replicate' from me where rolreplication
      union all
      select 'owns ' || c.oid::regclass from pg_catalog.pg_class c, me where c.relowner = me.oid
      union all
      select 'owns schema ' || n.nspname from pg_catalog.pg_namespace n, me where n.nspowner = me.oid
      union all
      select 'owns function ' || p.oid::regproc from pg_catalog.pg_proc p, me where p.proowner = me.oid
      union all
      select 'owns this database' from pg_catalog.pg_database d, me
       where d.datdba = me.oid and d.datname = current_database()
      union all
      select 'is a member of ' || r.rolname
        from pg_catalog.pg_roles r, me
       where r.oid <> me.oid
         and not me.rolsuper
         and pg_catalog.pg_has_role(me.oid, r.oid, 'MEMBER')
         and (r.rolsuper or r.rolbypassrls or r.rolname = ?
              or r.rolname in ('pg_read_server_files', 'pg_write_server_files',
                               'pg_execute_server_program', 'pg_write_all_data', 'pg_read_all_data')
              or exists (select from pg_catalog.pg_class c where c.relowner = r.oid))
      limit 1
      """;

  // The functions that check a scope run with their owner's rights.
  private static final String FAULTS_OF_OWNER =
      """
      select case when rolsuper then 'is a superuser' else 'has BYPASSRLS' end
        from pg_catalog.pg_roles
       where rolname = current_user and (rolsuper or rolbypassrls) and ?::text is not null
      """;

  private RuntimeRoleCheck() {}

  /// @throws StartRefused with the first fault found
  static void check(ServerDatabase database) {
    DatabaseLogin owner = database.owner();
    DatabaseLogin runtime = database.runtime();
    if (owner.user().equals(runtime.user())) {
      throw new StartRefused(
          "SURETY_DATABASE_USER and SURETY_DATABASE_OWNER_USER must be two different roles");
    }
    refuseFault("runtime", runtime, FAULTS_OF_RUNTIME, owner.user());
    refuseFault("owner", owner, FAULTS_OF_OWNER, owner.user());
  }

  private static void refuseFault(String kind, DatabaseLogin login, String faults, String owner) {
    try (Connection connection = login.connect()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_VERSION) {
        throw new StartRefused(
            "The database is PostgreSQL " + version + "; needed: " + OLDEST_VERSION + " or later");
      }
      try (PreparedStatement statement = connection.prepareStatement(faults)) {
        statement.setString(1, owner);
        refuseFirst(kind, login, statement);
      }
    } catch (SQLException e) {
      throw new StartRefused(
          "The database at "
              + login.url()
              + " cannot be used as the "
              + kind
              + " role "
              + login.user()
              + " (SQLSTATE "
              + e.getSQLState()
              + ")",
          e);
    }
  }

  private static void refuseFirst(String kind, DatabaseLogin login, PreparedStatement statement)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      if (rows.next()) {
        throw new StartRefused(
            "The database's "
                + kind
                + " role "
                + login.user()
                + " "
                + rows.getString(1)
                + ", so row-level security would not bind it. Use a role made by roles.sql.");
      }
    }
  }
}
