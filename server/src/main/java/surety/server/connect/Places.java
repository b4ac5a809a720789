package surety.server.connect;

import java.net.URI;
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

  /// The base URL of a connector's paths: the vendor's, or `/{connector}` and the vendor's path at
  /// the stand-ins. A host that this process plays itself needs no other stand-in.
  URI base(ConnectorPlan connector) {
    return Optional.ofNullable(sandbox.url())
        .filter(_ -> !EgressHosts.isReserved(connector.baseUrl().getHost()))
        .map(url -> URI.create(url + "/" + connector.id() + connector.baseUrl().getPath()))
        .orElse(connector.baseUrl());
  }

  /// The host of a URL as credentials are bound to it: with the port unless it is the scheme's own.
  static String host(URI url) {
    return url.getPort() == -1 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
