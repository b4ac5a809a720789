package surety.server.workspace;

import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.platform.OwnerDatabase;

/// Hands the runtime role's data source to the two classes that may use it, and to nobody else.
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  WorkspaceDatabase workspaceDatabase(DataSource dataSource, OwnerDatabase owner, Clock clock) {
    var key = owner.asOwner(client -> new ScopeKeys(client, new SecureRandom()).current());
    return new WorkspaceDatabase(dataSource, new ScopeSigner(key, clock));
  }

  @Bean
  ControlDatabase controlDatabase(DataSource dataSource) {
    return new ControlDatabase(dataSource);
  }
}
