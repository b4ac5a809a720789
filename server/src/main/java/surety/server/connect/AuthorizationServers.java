package surety.server.connect;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.connect.engine.MoreApp;
import surety.server.connect.engine.OAuthPlan;
import surety.server.connect.oauth.AuthorizationServer;
import surety.server.connect.oauth.OAuthApp;
import surety.server.connect.oauth.OAuthSettings;
import surety.server.egress.EgressHosts;
import surety.server.egress.TokenClient;
import surety.server.platform.PublicAddress;
import surety.server.platform.StartRefused;

/// The vendors' authorization servers, for the apps that the operator has registered there, and for
/// that of a vendor that this process plays.
@Component
class AuthorizationServers {

  /// Where browsers come back to.
  static final String CALLBACK = "/oauth/callback";

  private final Map<String, OAuthApp> apps;
  private final TokenClient client;
  private final Places places;
  private final PublicAddress address;

  AuthorizationServers(
      OAuthSettings settings,
      List<MoreApp> played,
      Connectors connectors,
      TokenClient client,
      Places places,
      PublicAddress address) {
    this.apps = new HashMap<>(settings.oauth());
    this.client = client;
    this.places = places;
    this.address = address;
    for (String connector : apps.keySet()) {
      if (connectors.find(connector).flatMap(ConnectorPlan::oauth).isEmpty()) {
        throw new StartRefused(
            "%s_ID is set, and no connector of that name asks for consent."
                .formatted(variable(connector)));
      }
    }
    for (MoreApp app : played) {
      requirePlayed(connectors, app.connector());
      apps.put(app.connector(), new OAuthApp(app.id(), app.secret()));
    }
  }

  // An operator's own app is never replaced by one that this process made up.
  private static void requirePlayed(Connectors connectors, String connector) {
    boolean isPlayed =
        connectors
            .find(connector)
            .filter(plan -> plan.oauth().isPresent())
            .filter(plan -> EgressHosts.isReserved(plan.baseUrl().getHost()))
            .isPresent();
    if (!isPlayed) {
      throw new IllegalArgumentException("no played vendor of consents: " + connector);
    }
  }

  /// The beginning of the names of a connector's two settings.
  static String variable(String connector) {
    return "SURETY_OAUTH_" + connector.toUpperCase(Locale.ROOT);
  }

  /// Where browsers come back to, for the operator to register.
  URI redirect() {
    return address.origin().resolve(CALLBACK);
  }

  /// Whether the operator has registered an app for a connector.
  boolean isRegistered(ConnectorPlan connector) {
    return apps.containsKey(connector.id());
  }

  /// The authorization server of an account; empty if there is no app for it.
  Optional<AuthorizationServer> of(ConnectorPlan connector, Map<String, String> settings) {
    return connector
        .oauth()
        .flatMap(
            plan ->
                Optional.ofNullable(apps.get(connector.id()))
                    .map(app -> server(connector, plan, settings, app)));
  }

  private AuthorizationServer server(
      ConnectorPlan connector, OAuthPlan plan, Map<String, String> settings, OAuthApp app) {
    return new AuthorizationServer(
        client,
        plan,
        new AuthorizationServer.Site(
            places.at(connector, plan.authorize(settings)),
            places.at(connector, plan.token(settings)),
            plan.revoke(settings).map(url -> places.at(connector, url)),
            redirect()),
        app);
  }
}
