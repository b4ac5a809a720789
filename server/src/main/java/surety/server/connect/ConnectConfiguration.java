package surety.server.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.server.audit.ConnectionNames;
import surety.server.connect.engine.BudgetPlan;
import surety.server.connect.engine.ConnectorFolder;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.connect.engine.MoreConnector;
import surety.server.connect.engine.Sources;
import surety.server.connect.oauth.OAuthSettings;
import surety.server.egress.EgressClient;
import surety.server.egress.EgressHosts;
import surety.server.egress.Origin;
import surety.server.egress.SandboxSettings;
import surety.server.workspace.NavigationLink;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConnectorSettings.class, OAuthSettings.class})
class ConnectConfiguration {

  private static final Duration LONGEST_FETCH = Duration.ofMinutes(2);

  @Bean
  Connectors connectors(
      List<MoreConnector> more, ConnectorSettings settings, Places places, EgressHosts hosts) {
    List<MoreConnector> all = new ArrayList<>(more);
    if (settings.folder() != null) {
      all.addAll(ConnectorFolder.read(settings.folder()));
    }
    Connectors connectors = Connectors.bundledWith(all);
    for (ConnectorPlan connector : connectors.all()) {
      places.all(connector).forEach(it -> hosts.list(Origin.of(it), connector.name()));
      places.domains(connector).forEach(it -> hosts.listBelow(it, connector.name()));
    }
    return connectors;
  }

  @Bean
  Places places(SandboxSettings sandbox) {
    return new Places(sandbox);
  }

  @Bean
  Sources sources(EgressClient client, SandboxSettings sandbox) {
    boolean unlimited = sandbox.url() != null && !sandbox.vendorLimits();
    return new Sources(
        client, LONGEST_FETCH, unlimited ? Optional.of(BudgetPlan.UNLIMITED) : Optional.empty());
  }

  @Bean
  NavigationLink connectionsLink() {
    return new NavigationLink(
        20, "connections", "Connections", "connections", Permission.CONNECTIONS_VIEW);
  }

  @Bean
  ConnectionNames connectionNames(WorkspaceDatabase database) {
    return scope -> {
      Map<UUID, String> names = new LinkedHashMap<>();
      if (scope.permits(Permission.CONNECTIONS_VIEW)) {
        database
            .read(scope, client -> new ConnectionRows(client, scope.workspace()).all())
            .forEach(connection -> names.put(connection.id(), connection.label()));
      }
      return names;
    };
  }
}
