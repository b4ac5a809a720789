package surety.server.egress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/// Resolves a host's name once for each connection, and hands out addresses only if every one of
/// them may be reached.
///
/// The idea: the HTTP client connects to the addresses that its resolver returns and never asks
/// again, so an address that was checked here is the address that is used. A name that answers
/// differently the next time (DNS rebinding) is checked again with its new answer.
final class CheckedResolver implements DnsResolver {

  private final EgressProfile profile;
  private final NameResolver names;
  private final EgressHosts hosts;
  private final PrivateNetworks networks;

  CheckedResolver(EgressProfile profile, NameResolver names, EgressHosts hosts) {
    this(profile, names, hosts, PrivateNetworks.NONE);
  }

  /// @param networks what may be reached beside public addresses
  CheckedResolver(
      EgressProfile profile, NameResolver names, EgressHosts hosts, PrivateNetworks networks) {
    this.profile = profile;
    this.names = names;
    this.hosts = hosts;
    this.networks = networks;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Optional<InetAddress> given = hosts.address(host);
    List<InetAddress> addresses = given.isPresent() ? List.of(given.get()) : names.resolve(host);
    if (addresses.isEmpty()) {
      throw new UnknownHostException();
    }
    for (InetAddress address : addresses) {
      if (!isAllowed(host, address)) {
        throw new AddressRefused();
      }
    }
    return addresses.toArray(InetAddress[]::new);
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    Optional<PlayedHost> played = hosts.played(host, port);
    if (played.isPresent()) {
      return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), played.get().port()));
    }
    return List.of(resolve(host)).stream().map(it -> new InetSocketAddress(it, port)).toList();
  }

  // A name of this machine must lead to loopback and to nothing else, since plain HTTP is allowed
  // for it; any other name must lead to public addresses, in both profiles.
  private boolean isAllowed(String host, InetAddress address) {
    if (profile == EgressProfile.SANDBOX && Loopback.isName(host)) {
      return address.isLoopbackAddress();
    }
    return PublicAddresses.isPublic(address) || networks.contain(address);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /// An address behind the name is not public.
  static final class AddressRefused extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }
}
