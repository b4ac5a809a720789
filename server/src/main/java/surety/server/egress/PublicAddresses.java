package surety.server.egress;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Tells addresses of the public internet from all others.
///
/// Source: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and its updates), also
/// where an entry counts as globally reachable: no vendor's API lives there. Of IPv6 only 2000::/3
/// is global unicast; whatever lies outside is not public, and of what embeds an IPv4 address
/// (mapped, compatible, NAT64, 6to4, Teredo) nothing is, because it may lead to a private one.
final class PublicAddresses {

  private static final IPAddress GLOBAL_UNICAST = prefix("2000::/3");

  private static final List<IPAddress> SPECIAL =
      Stream.of(
              "0.0.0.0/8", // this network
              "10.0.0.0/8", // private use
              "100.64.0.0/10", // shared by carriers
              "127.0.0.0/8", // loopback
              "169.254.0.0/16", // link-local, cloud metadata
              "172.16.0.0/12", // private use
              "192.0.0.0/24", // IETF protocol assignments
              "192.0.2.0/24", // documentation
              "192.31.196.0/24", // AS112
              "192.52.193.0/24", // AMT
              "192.88.99.0/24", // 6to4 relays, deprecated
              "192.168.0.0/16", // private use
              "192.175.48.0/24", // AS112
              "198.18.0.0/15", // benchmarking
              "198.51.100.0/24", // documentation
              "203.0.113.0/24", // documentation
              "224.0.0.0/4", // multicast
              "240.0.0.0/4", // reserved, broadcast
              "::/96", // unspecified, loopback, IPv4-compatible
              "::ffff:0:0/96", // IPv4-mapped
              "64:ff9b::/96", // NAT64
              "64:ff9b:1::/48", // NAT64, local use
              "100::/64", // discard-only
              "100:0:0:1::/64", // dummy
              "2001::/23", // IETF protocol assignments: Teredo, ORCHID, benchmarking
              "2001:db8::/32", // documentation
              "2002::/16", // 6to4
              "2620:4f:8000::/48", // AS112
              "3fff::/20", // documentation
              "5f00::/16", // segment routing
              "fc00::/7", // unique local
              "fe80::/10", // link-local
              "fec0::/10", // site-local, deprecated
              "ff00::/8") // multicast
          .map(PublicAddresses::prefix)
          .toList();

  private PublicAddresses() {}

  static boolean isPublic(InetAddress address) {
    IPAddress ip = new IPAddressGenerator().from(address);
    return SPECIAL.stream().noneMatch(special -> contains(special, ip))
        && (ip.isIPv4() || GLOBAL_UNICAST.contains(ip));
  }

  private static boolean contains(IPAddress special, IPAddress ip) {
    return special.getIPVersion() == ip.getIPVersion() && special.contains(ip);
  }

  private static IPAddress prefix(String text) {
    IPAddress prefix = new IPAddressString(text).getAddress();
    if (prefix == null) {
      throw new IllegalStateException("not a prefix: " + text);
    }
    return prefix.toPrefixBlock();
  }
}
