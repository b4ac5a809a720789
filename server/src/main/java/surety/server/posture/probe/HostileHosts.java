package surety.server.posture.probe;

import java.net.URI;
import java.util.List;

/// Hosts on loopback that the server must not talk to, each for one reason. Each writes down what
/// reaches it.
public interface HostileHosts {

  /// What is wrong with a host.
  enum Flaw {
    /// Its certificate vouches for itself.
    SELF_SIGNED,
    /// It shows another certificate than the one that is known for it.
    IMPOSTOR,
    /// Its certificate is trusted and is another host's.
    OTHER_NAME,
    /// It speaks plain HTTP.
    PLAIN,
    /// It is in order, and not listed.
    UNLISTED
  }

  /// Where it is, without a path.
  URI url(Flaw flaw);

  /// How many connections reached it so far, finished handshake or not.
  long connections(Flaw flaw);

  /// Names, listed and in order, each of which resolves to an address of this machine; all lead to
  /// one port.
  List<URI> inner();

  /// How many connections reached that port so far.
  long innerConnections();

  /// The requests that reached it.
  List<RecordingVendor.Request> requests(Flaw flaw);
}
