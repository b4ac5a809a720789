package surety.server.egress;

import java.time.Duration;

/// The way to receivers: places that the owners of workspaces have their own log sent to. Unlike a
/// vendor's host, a receiver stands on no list of the server. It must have public addresses, or
/// such as the operator allows, at each connection; and nothing is read from it but how it answers.
public final class Receivers implements AutoCloseable {

  /// The bounds of the product: 5 s to connect, 15 s of silence, 30 s in all, 64 KiB of an answer.
  static final EgressLimits LIMITS =
      new EgressLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30), 64L << 10, 0);

  private final CheckedResolver resolver;
  private final EgressHosts hosts;
  private final EgressLimits limits;
  private final Deadlines deadlines = new Deadlines();

  Receivers(
      EgressProfile profile,
      NameResolver names,
      EgressHosts hosts,
      PrivateNetworks networks,
      EgressLimits limits) {
    this.resolver = new CheckedResolver(profile, names, hosts, networks);
    this.hosts = hosts;
    this.limits = limits;
  }

  /// A client for one webhook, to be closed after its use. What is trusted for one receiver is
  /// trusted for no other, so each has connections of its own.
  public WebhookClient webhook(Receiver receiver) {
    return new WebhookClient(receiver, resolver, tls(receiver), limits, deadlines);
  }

  /// A client for one syslog receiver.
  public SyslogClient syslog(Receiver receiver) {
    return new SyslogClient(receiver, resolver, tls(receiver), limits, deadlines);
  }

  private HostTls tls(Receiver receiver) {
    return new HostTls(receiver.authority().map(PlayedHost::trustInNothingBut), hosts);
  }

  @Override
  public void close() {
    deadlines.close();
  }
}
