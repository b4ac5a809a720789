package surety.server.connect;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.OAuthPlan;
import surety.server.egress.EgressHosts;
import surety.server.egress.SandboxSettings;

/// Where connectors go: to the vendors, or all of them to stand-ins.
final class Places {

  private final SandboxSettings sandbox;

  Places(SandboxSettings sandbox) {
    this.sandbox = sandbox;
  }

  /// The base URL of an account's paths: the vendor's, or `/{connector}` and the vendor's path at
  /// the stand-ins. A host that this process plays itself needs no other stand-in.
  ///
  /// @throws IllegalArgumentException if the settings lack the account's part of the URL
  URI base(ConnectorPlan connector, Map<String, String> settings) {
    return isStandIn(connector)
        ? standIn(connector, connector.path(settings))
        : connector.baseUrl(settings);
  }

  /// Where something of a vendor is that a connector names: there, or at the same path of its
  /// stand-in.
  URI at(ConnectorPlan connector, URI vendor) {
    return isStandIn(connector) ? standIn(connector, vendor.getPath()) : vendor;
  }

  /// All URLs that the connections of a connector talk to, as far as they can be listed.
  List<URI> all(ConnectorPlan connector) {
    List<URI> all = new ArrayList<>(connector.baseUrls());
    connector.oauth().ifPresent(oauth -> all.addAll(oauth.places()));
    return isStandIn(connector) ? List.of(standIn(connector, connector.baseUrl().getPath())) : all;
  }

  /// The domains that the hosts of all accounts lie in, where they cannot be listed.
  Set<String> domains(ConnectorPlan connector) {
    if (isStandIn(connector)) {
      return Set.of();
    }
    Set<String> domains = new TreeSet<>();
    connector.domain().ifPresent(domains::add);
    connector.oauth().flatMap(OAuthPlan::domain).ifPresent(domains::add);
    return domains;
  }

  private boolean isStandIn(ConnectorPlan connector) {
    return sandbox.url() != null && !EgressHosts.isReserved(connector.baseUrl().getHost());
  }

  private URI standIn(ConnectorPlan connector, String path) {
    return URI.create(sandbox.url() + "/" + connector.id() + path);
  }

  /// The host of a URL as credentials are bound to it: with the port unless it is the scheme's own.
  static String host(URI url) {
    return url.getPort() == -1 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
