package surety.server.platform.transport;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

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

  GeneralNames alternativeNames() {
    return new GeneralNames(
        values.stream().map(name -> new GeneralName(tag(name), name)).toArray(GeneralName[]::new));
  }

  /// The CA may sign for these names and for no others, so that a stolen CA key is of no use
  /// against the rest of the web.
  NameConstraints constraints() {
    return new NameConstraints(
        values.stream()
            .map(CertificateNames::constraint)
            .map(GeneralSubtree::new)
            .toArray(GeneralSubtree[]::new),
        null);
  }

  private static GeneralName constraint(String name) {
    if (tag(name) == GeneralName.dNSName) {
      return new GeneralName(GeneralName.dNSName, name);
    }
    return new GeneralName(GeneralName.iPAddress, name + (name.contains(":") ? "/128" : "/32"));
  }

  private static int tag(String name) {
    boolean address = name.contains(":") || IPV4.matcher(name).matches();
    return address ? GeneralName.iPAddress : GeneralName.dNSName;
  }
}
