package surety.server.egress;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Networks of the operator's own in which receivers may stand, beside the public internet.
///
/// Only private networks can be named: never this machine itself, nor link-local addresses, where
/// clouds hand out credentials.
final class PrivateNetworks {

  static final PrivateNetworks NONE = new PrivateNetworks(List.of());

  private static final List<IPAddress> PRIVATE =
      Stream.of("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
          .map(text -> parsed(text).orElseThrow())
          .toList();

  private final List<IPAddress> networks;

  private PrivateNetworks(List<IPAddress> networks) {
    this.networks = networks;
  }

  /// @throws IllegalArgumentException if one is no private network such as `10.20.0.0/16`
  static PrivateNetworks of(List<String> texts) {
    return new PrivateNetworks(texts.stream().map(PrivateNetworks::network).toList());
  }

  boolean contain(InetAddress address) {
    IPAddress ip = new IPAddressGenerator().from(address);
    return networks.stream().anyMatch(network -> contains(network, ip));
  }

  private static IPAddress network(String text) {
    return parsed(text.strip())
        .filter(network -> PRIVATE.stream().anyMatch(whole -> contains(whole, network)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "SURETY_STREAMS_NETWORKS names no private network such as 10.20.0.0/16"));
  }

  private static boolean contains(IPAddress network, IPAddress ip) {
    return network.getIPVersion() == ip.getIPVersion() && network.contains(ip);
  }

  private static Optional<IPAddress> parsed(String text) {
    return Optional.ofNullable(new IPAddressString(text).getAddress())
        .filter(address -> !text.isEmpty() && address.getIPVersion() != null)
        .map(IPAddress::toPrefixBlock);
  }
}
