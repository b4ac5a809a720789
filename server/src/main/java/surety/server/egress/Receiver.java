package surety.server.egress;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;

/// A place of a customer's own, to which it has lines of its log sent. It is spoken to with TLS.
///
/// @param place host and port; the scheme is https also where another protocol is spoken
/// @param authority the only one that may vouch for it; without one, those that this Java
///     installation trusts
public record Receiver(Origin place, Optional<X509Certificate> authority) {

  private static final Pattern PATH = Pattern.compile("/[!-\"$-~]{0,999}");

  /// @throws IllegalArgumentException if the scheme is another than https
  public Receiver {
    if (!place.isEncrypted()) {
      throw new IllegalArgumentException("a receiver is spoken to with TLS");
    }
  }

  /// Whether this can be the path of a webhook, with a query if there is one.
  public static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }
}
