package surety.server.connect;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import surety.server.connect.engine.ConnectorPlan;
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
  /// @throws IllegalArgumentException if the settings lack the account's part of the host
  URI base(ConnectorPlan connector, Map<String, String> settings) {
    return standIn(connector).orElseGet(() -> connector.baseUrl(settings));
  }

  /// All base URLs that accounts can have, as far as they can be listed.
  List<URI> all(ConnectorPlan connector) {
    return standIn(connector).map(List::of).orElseGet(connector::baseUrls);
  }

  /// The domain that the hosts of all accounts lie in, where they cannot be listed.
  Optional<String> domain(ConnectorPlan connector) {
    return standIn(connector).isPresent() ? Optional.empty() : connector.domain();
  }

  private Optional<URI> standIn(ConnectorPlan connector) {
    return Optional.ofNullable(sandbox.url())
        .filter(_ -> !EgressHosts.isReserved(connector.baseUrl().getHost()))
        .map(url -> URI.create(url + "/" + connector.id() + connector.baseUrl().getPath()));
  }

  /// The host of a URL as credentials are bound to it: with the port unless it is the scheme's own.
  static String host(URI url) {
    return url.getPort() == -1 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
