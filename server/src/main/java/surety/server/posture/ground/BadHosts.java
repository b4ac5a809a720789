package surety.server.posture.ground;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import surety.server.egress.EgressHosts;
import surety.server.egress.Origin;
import surety.server.posture.ground.LoopbackListener.Reply;
import surety.server.posture.probe.HostileHosts;
import surety.server.posture.probe.RecordingVendor.Request;

/// The hosts that nobody should talk to. They start to listen when they are first used.
@Component
class BadHosts implements HostileHosts, DisposableBean {

  /// A host in order that is not listed.
  static final String UNLISTED = "https://unlisted.rehearsal.invalid";

  private static final String PLAYED = "a rehearsal on this machine";
  // No connection is kept: one that was made while a check was off would be used after it.
  private static final Reply NOTHING = Reply.last("{}".getBytes(StandardCharsets.UTF_8));

  // Of the addresses that are not public only those of this machine: nothing may reach another one
  // while the check is off.
  private static final Map<String, String> INNER =
      Map.of(
          "loopback.rehearsal.invalid", "127.0.0.1",
          "any.rehearsal.invalid", "0.0.0.0",
          "mapped.rehearsal.invalid", "::ffff:127.0.0.1");

  private final EgressHosts hosts;
  private final StandInVendor vendor;
  private final Map<Flaw, LoopbackListener> listeners = new EnumMap<>(Flaw.class);
  private Optional<LoopbackListener> inner = Optional.empty();

  BadHosts(EgressHosts hosts, StandInVendor vendor) {
    this.hosts = hosts;
    this.vendor = vendor;
  }

  @Override
  public URI url(Flaw flaw) {
    listener(flaw);
    return at(flaw);
  }

  private static URI at(Flaw flaw) {
    return switch (flaw) {
      case PLAIN -> URI.create("http://rehearsal.invalid");
      case SELF_SIGNED, IMPOSTOR, OTHER_NAME, UNLISTED ->
          URI.create("https://" + name(flaw) + ".rehearsal.invalid");
    };
  }

  private static String name(Flaw flaw) {
    return flaw.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public long connections(Flaw flaw) {
    return listener(flaw).connections();
  }

  @Override
  public List<Request> requests(Flaw flaw) {
    return listener(flaw).requests();
  }

  @Override
  public List<URI> inner() {
    int port = innerPort().port();
    return INNER.keySet().stream()
        .sorted()
        .map(name -> URI.create("https://" + name + ":" + port))
        .toList();
  }

  @Override
  public long innerConnections() {
    return innerPort().connections();
  }

  private synchronized LoopbackListener innerPort() {
    if (inner.isEmpty()) {
      Certificate certificate = Certificate.named("inner.rehearsal.invalid");
      LoopbackListener listener = new LoopbackListener(certificate.listen(), _ -> NOTHING);
      INNER.forEach(
          (name, address) -> {
            hosts.resolve(name, InetAddress.ofLiteral(address));
            hosts.list(new Origin("https", name, listener.port()), PLAYED);
          });
      inner = Optional.of(listener);
    }
    return inner.get();
  }

  private synchronized LoopbackListener listener(Flaw flaw) {
    return listeners.computeIfAbsent(flaw, this::open);
  }

  // All but one are listed, so that being listed is not what they are refused for.
  private LoopbackListener open(Flaw flaw) {
    URI url = at(flaw);
    Certificate right = Certificate.named(url.getHost());
    LoopbackListener listener =
        switch (flaw) {
          case SELF_SIGNED -> play(url, right, Optional.empty());
          case IMPOSTOR -> play(url, right, Optional.of(Certificate.named(url.getHost())));
          case OTHER_NAME -> play(url, vendor.certificate(), Optional.of(vendor.certificate()));
          case PLAIN -> play(url, plain(), Optional.empty());
          case UNLISTED -> play(url, right, Optional.of(right));
        };
    if (flaw != Flaw.UNLISTED) {
      hosts.list(Origin.of(url), PLAYED);
    }
    return listener;
  }

  private LoopbackListener play(URI url, Certificate shown, Optional<Certificate> known) {
    return play(url, shown.listen(), known);
  }

  private LoopbackListener play(URI url, ServerSocket socket, Optional<Certificate> known) {
    LoopbackListener listener = new LoopbackListener(socket, _ -> NOTHING);
    hosts.play(Origin.of(url), listener.port(), known.map(Certificate::certificate));
    return listener;
  }

  private static ServerSocket plain() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException("a port of loopback could not be opened", e);
    }
  }

  @Override
  public synchronized void destroy() {
    listeners.values().forEach(LoopbackListener::close);
    inner.ifPresent(LoopbackListener::close);
  }
}
