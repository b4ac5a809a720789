package surety.server.posture;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.egress.EgressHosts;
import surety.server.platform.MailHost;

/// Everybody whom this server talks to, as the egress client and the mailer themselves know it.
@Component
class Subprocessors {

  private final EgressHosts hosts;
  private final MailHost mail;

  Subprocessors(EgressHosts hosts, MailHost mail) {
    this.hosts = hosts;
    this.mail = mail;
  }

  /// One of them.
  ///
  /// @param host its name, with the port unless it is the usual one
  /// @param whose what it is called
  /// @param what goes there
  record Entry(String host, String whose, String what) {}

  /// The list, in the order of the hosts. Names that this machine plays itself are not on it:
  /// nothing that goes there leaves the server.
  List<Entry> list() {
    List<Entry> list = new ArrayList<>();
    hosts
        .named()
        .forEach(
            (host, whose) ->
                list.add(
                    new Entry(
                        host,
                        whose,
                        "Read only, with a workspace's own credential, where the workspace"
                            + " connected it.")));
    mail.name()
        .ifPresent(
            name ->
                list.add(
                    new Entry(name, "Mail server", "Sign-in links and invitations, by address.")));
    return List.copyOf(list);
  }
}
