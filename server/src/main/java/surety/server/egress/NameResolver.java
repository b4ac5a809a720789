package surety.server.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Turns a host's name into its addresses.
@FunctionalInterface
public interface NameResolver {

  /// The machine's own resolver.
  NameResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /// All addresses of the name, at least one.
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
