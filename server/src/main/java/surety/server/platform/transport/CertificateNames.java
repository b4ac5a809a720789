package surety.server.platform.transport;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The names that a certificate of the local CA is for: this machine's loopback names, and the
/// server's host name.
record CertificateNames(Set<String> values) {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  static CertificateNames of(String host) {
    Set<String> names = new LinkedHashSet<>(LOOPBACK);
    names.add(host);
    return new CertificateNames(names);
  }

  /// Whether a certificate is for just these names.
  boolean areThoseOf(X509Certificate certificate) {
    try {
      var entries = certificate.getSubjectAlternativeNames();
      return entries != null
          && entries.stream()
              .map(entry -> canonical((String) entry.get(1)))
              .collect(Collectors.toSet())
              .equals(values.stream().map(CertificateNames::canonical).collect(Collectors.toSet()));
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  static boolean isAddress(String name) {
    return name.contains(":") || IPV4.matcher(name).matches();
  }

  // An IPv6 address has many spellings.
  private static String canonical(String name) {
    return isAddress(name) ? InetAddress.ofLiteral(name).getHostAddress() : name;
  }
}
