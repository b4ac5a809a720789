package surety.server.workspace;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import surety.server.operations.TestPostgres;
import surety.server.platform.Ids;
import surety.server.platform.OwnerDatabase;

/// Workspaces in a database of a test, with the doors to it that the server has.
public final class TestWorkspaces {

  private final TestPostgres.Database database;
  private final ScopeSigner signer;

  private TestWorkspaces(TestPostgres.Database database, ScopeSigner signer) {
    this.database = database;
    this.signer = signer;
  }

  /// The doors of a server with the right clock.
  public static TestWorkspaces in(TestPostgres.Database database) {
    return in(database, Clock.systemUTC());
  }

  /// The doors of a server with another clock.
  public static TestWorkspaces in(TestPostgres.Database database, Clock clock) {
    DataSource superuser = database.superuserSource();
    var transactions = new TransactionTemplate(new DataSourceTransactionManager(superuser));
    var keys = new ScopeKeys(JdbcClient.create(superuser), new SecureRandom());
    return new TestWorkspaces(
        database, new ScopeSigner(transactions.execute(_ -> keys.current()), clock));
  }

  /// A door that opens a new connection each time.
  public WorkspaceDatabase door() {
    return door(database.runtimeSource());
  }

  /// A door to these connections.
  public WorkspaceDatabase door(DataSource runtime) {
    return new WorkspaceDatabase(runtime, signer);
  }

  /// The database without a scope.
  public ControlDatabase control() {
    return new ControlDatabase(database.runtimeSource());
  }

  /// The database as the role that owns the tables.
  public OwnerDatabase owner() {
    DataSource source = database.ownerSource();
    var transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
    return new OwnerDatabase() {
      @Override
      public <T> T asOwner(Function<JdbcClient, T> work) {
        return transactions.execute(_ -> work.apply(JdbcClient.create(source)));
      }
    };
  }

  /// A new workspace and the scope of its first member.
  public WorkspaceScope create(String email, Role role) {
    WorkspaceId workspace = WorkspaceId.next();
    superuser()
        .sql("INSERT INTO workspace.workspace VALUES (:id, 'Example Ltd', 'EUR')")
        .param("id", workspace.value())
        .update();
    return member(workspace, email, role);
  }

  /// The scope of a new member.
  public WorkspaceScope member(WorkspaceId workspace, String email, Role role) {
    var member = Ids.next();
    superuser()
        .sql("INSERT INTO workspace.member VALUES (:workspace, :id, :account, :email, :role)")
        .param("workspace", workspace.value())
        .param("id", member)
        .param("account", Ids.next())
        .param("email", email)
        .param("role", role.name())
        .update();
    return new WorkspaceScopes().ofVerifiedMember(workspace, member, role);
  }

  /// What the server would sign for this scope and database session.
  public String sign(WorkspaceScope scope, int backendPid) {
    return signer.sign(scope, backendPid);
  }

  private JdbcClient superuser() {
    return JdbcClient.create(database.superuserSource());
  }
}
