package surety.server.egress;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The hosts that this server may talk to. A host that is not listed here is refused before a
/// connection is opened, whatever a destination says; the public list of sub-processors is made of
/// the same entries, so that it cannot leave one out. [Receivers] alone go elsewhere: to places of
/// customers who have their own log sent there.
///
/// A name under `.invalid`, which never exists in the DNS (RFC 2606), can be played by this process
/// itself: it then leads to one port of this machine, and only the certificate that was given with
/// it is trusted there. Everything else holds for it as for any host. What is registered stays
/// until the server ends and cannot be replaced.
public class EgressHosts {

  private static final String RESERVED = ".invalid";

  private final Map<Origin, String> listed = new ConcurrentHashMap<>();
  private final Map<String, String> domains = new ConcurrentHashMap<>();
  private final Map<String, PlayedHost> played = new ConcurrentHashMap<>();
  private final Map<String, InetAddress> addresses = new ConcurrentHashMap<>();

  /// Lists a host.
  ///
  /// @param whose what it is called on the public list
  public void list(Origin origin, String whose) {
    listed.putIfAbsent(origin, whose);
  }

  /// Lists all hosts right below a domain, for a vendor that gives each account one of its own.
  /// They are spoken to over https at its usual port.
  ///
  /// @param domain such as `example.com`, of two labels or more
  /// @param whose what it is called on the public list
  public void listBelow(String domain, String whose) {
    if (!new Origin("https", domain, 443).host().contains(".")) {
      throw new IllegalArgumentException("a domain of one label holds everybody");
    }
    domains.putIfAbsent(domain, whose);
  }

  /// Plays a host on loopback.
  ///
  /// @param origin whose host's name ends in `.invalid`
  /// @param port on which this process listens on a loopback address
  /// @param certificate the only one that is trusted there; without one, those that this Java
  ///     installation trusts
  /// @throws IllegalArgumentException if the name could be somebody's
  /// @throws IllegalStateException if the host is played already
  public void play(Origin origin, int port, Optional<X509Certificate> certificate) {
    if (!isReserved(origin.host())) {
      throw new IllegalArgumentException("only names under .invalid can be played here");
    }
    PlayedHost host = new PlayedHost(port, certificate.map(PlayedHost::trustInNothingBut));
    if (played.putIfAbsent(place(origin.host(), origin.port()), host) != null) {
      throw new IllegalStateException("the host is played already");
    }
  }

  /// Lets a name resolve to an address, as a foreign name server could. The address is checked as
  /// any other is.
  ///
  /// @param host whose name ends in `.invalid`
  /// @throws IllegalArgumentException if the name could be somebody's
  /// @throws IllegalStateException if the name resolves already
  public void resolve(String host, InetAddress address) {
    if (!isReserved(host)) {
      throw new IllegalArgumentException("only names under .invalid can be given an address");
    }
    if (addresses.putIfAbsent(host, address) != null) {
      throw new IllegalStateException("the name resolves already");
    }
  }

  /// Whether a name can never be anybody's.
  public static boolean isReserved(String host) {
    return host.endsWith(RESERVED);
  }

  /// What is listed as people read it, such as `api.example.com` or `*.example.com`, and what it is
  /// called. Names that can never be anybody's are left out.
  public SortedMap<String, String> named() {
    SortedMap<String, String> named = new TreeMap<>();
    listed.forEach(
        (origin, whose) -> {
          if (!isReserved(origin.host())) {
            named.put(origin.display(), whose);
          }
        });
    domains.forEach((domain, whose) -> named.put("*." + domain, whose));
    return named;
  }

  boolean isListed(Origin origin) {
    return listed.containsKey(origin) || isBelowADomain(origin);
  }

  private boolean isBelowADomain(Origin origin) {
    int dot = origin.host().indexOf('.');
    return dot > 0
        && origin.isEncrypted()
        && origin.port() == 443
        && domains.containsKey(origin.host().substring(dot + 1));
  }

  Optional<PlayedHost> played(String host, int port) {
    return Optional.ofNullable(played.get(place(host, port)));
  }

  Optional<InetAddress> address(String host) {
    return Optional.ofNullable(addresses.get(host));
  }

  private static String place(String host, int port) {
    return host + ":" + port;
  }
}
