package surety.server.identity;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Where a request came from, in two precisions.
///
/// @param subject what limits count: an IPv4 address, or the /64 that an IPv6 client has to itself
/// @param shown what the list of sessions keeps: the /24 or /48
public record ClientNetwork(String subject, String shown) {

  /// The network of a client.
  ///
  /// @param address an IP address as the container gives it
  public static ClientNetwork of(String address) {
    InetAddress parsed = InetAddress.ofLiteral(withoutZone(address));
    return parsed instanceof Inet4Address
        ? new ClientNetwork(prefix(parsed, 32), prefix(parsed, 24))
        : new ClientNetwork(prefix(parsed, 64), prefix(parsed, 48));
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  private static String prefix(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, bits / 8, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits;
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("an address of the same length is an address", e);
    }
  }
}
