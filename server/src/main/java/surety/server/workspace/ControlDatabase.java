package surety.server.workspace;

import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The database without a scope: control functions that need none, such as the look-up of a
/// session. A table that holds a workspace's data answers with an error here.
public class ControlDatabase {

  private final JdbcClient client;
  private final TransactionTemplate transactions;

  ControlDatabase(DataSource dataSource) {
    this.client = JdbcClient.create(dataSource);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /// Runs each statement of `work` in a transaction of its own.
  public <T> T run(Function<JdbcClient, T> work) {
    return work.apply(client);
  }

  /// Runs `work` in one transaction.
  public <T> T inTransaction(Function<JdbcClient, T> work) {
    return transactions.execute(_ -> work.apply(client));
  }
}
