package surety.server.posture.page;

import java.util.List;
import org.springframework.core.env.Environment;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.platform.ServerSettings;

/// What runs, as far as a visitor may know: the picture on the overview is drawn from it. No
/// address and no name of a machine is part of it.
///
/// @param certificate where the certificate of the listener comes from
/// @param database where the database runs
/// @param mail how mail leaves
/// @param connectors the systems that can be connected
/// @param rootKey where the root key lies
record Topology(
    String certificate, String database, String mail, List<String> connectors, String rootKey) {

  Topology {
    connectors = List.copyOf(connectors);
  }

  /// What is in effect.
  static Topology of(ServerSettings server, Environment environment, Connectors connectors) {
    return new Topology(
        server.tls().certificate() == null
            ? "TLS 1.2 or 1.3 ends here, with a certificate of this machine's own authority"
            : "TLS 1.2 or 1.3 ends here, with the operator's certificate",
        isSet(environment, "surety.database.url")
            ? "PostgreSQL, run by the operator; the role that serves requests owns nothing"
            : "PostgreSQL on this machine; the role that serves requests owns nothing",
        isSet(environment, "surety.mail.host")
            ? "sign-in links, invitations and notices"
            : "none is sent: it is written to files on this machine",
        connectors.offered().stream().map(ConnectorPlan::name).sorted().toList(),
        isSet(environment, "surety.root.key")
            ? "given by the operator at start, outside the database"
            : "in a file of this server's own, outside the database");
  }

  private static boolean isSet(Environment environment, String name) {
    String value = environment.getProperty(name);
    return value != null && !value.isBlank();
  }
}
