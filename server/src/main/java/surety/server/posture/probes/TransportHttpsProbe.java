package surety.server.posture.probes;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.stereotype.Component;
import surety.server.platform.DataFolder;
import surety.server.platform.PublicAddress;
import surety.server.platform.ShownCertificate;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Speaks to every port in clear and in weak dialects of TLS.
@Component
class TransportHttpsProbe implements Probe {

  private static final Duration LEAST_LEFT = Duration.ofDays(14);
  private static final String RENEGOTIATION = "a client that renegotiates";
  private static final String OWN = "a certificate that is not this server's own";
  private static final String TRUST = "a certificate whose chain or name does not hold";
  private static final String TIME = "a certificate that ends within 14 days";

  private static final Map<String, byte[]> WEAK = weak();

  private final Listening listening;
  private final PublicAddress address;
  private final ShownCertificate certificate;
  private final DataFolder data;
  private final CanaryRows rows;
  private final Routes routes;

  TransportHttpsProbe(
      Listening listening,
      PublicAddress address,
      ShownCertificate certificate,
      DataFolder data,
      CanaryRows rows,
      Routes routes) {
    this.listening = listening;
    this.address = address;
    this.certificate = certificate;
    this.data = data;
    this.rows = rows;
    this.routes = routes;
  }

  @Override
  public String id() {
    return "transport-https";
  }

  @Override
  public String attack() {
    return "It asks every port for every public page in clear, offers old versions of TLS, suites"
        + " with CBC and broken ones byte by byte, renegotiates, and checks the certificate's name,"
        + " chain and time, and that it is the one this very server holds.";
  }

  private static Map<String, byte[]> weak() {
    Map<String, byte[]> weak = new LinkedHashMap<>();
    String every = ClientHello.SOUND + ClientHello.CBC + ClientHello.NO_SECRECY;
    weak.put("SSL 3.0", ClientHello.offering(0x0300, every));
    weak.put("TLS 1.0", ClientHello.offering(0x0301, every));
    weak.put("TLS 1.1", ClientHello.offering(0x0302, every));
    weak.put("CBC suites", ClientHello.offering(0x0303, ClientHello.CBC));
    weak.put("broken suites", ClientHello.offering(0x0303, ClientHello.BROKEN));
    weak.put(
        "suites without forward secrecy", ClientHello.offering(0x0303, ClientHello.NO_SECRECY));
    return weak;
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws IOException, GeneralSecurityException {
    Mark.plant(run, rows);
    List<String> paths =
        routes.all().stream()
            .filter(route -> route.reads() && !route.pattern().contains("{"))
            .map(Route::pattern)
            .toList();
    List<Integer> ports = listening.ports();
    List<Integer> tls = new ArrayList<>();
    List<String> cases = new ArrayList<>(List.of(RENEGOTIATION, OWN, TRUST, TIME));
    for (int port : ports) {
      cases.add(inClear(ports, port));
      if (speaksTls(port)) {
        tls.add(port);
        WEAK.keySet().forEach(how -> cases.add(how));
      }
    }
    run.population("every port of the server's connectors, and every public page", cases);
    run.control("sound TLS 1.2 is accepted on a port", !tls.isEmpty());
    run.measured("pages asked for in clear", paths.size(), "pages");
    for (int port : ports) {
      for (String path : paths) {
        run.attack(inClear(ports, port), redirected(port, tls.contains(port), path));
      }
    }
    for (int port : tls) {
      for (Map.Entry<String, byte[]> weak : WEAK.entrySet()) {
        run.attack(weak.getKey(), ClientHello.judged(listening.first(port, weak.getValue(), 7)));
      }
      run.attack(RENEGOTIATION, renegotiated(port));
      certificate(run, port);
    }
  }

  private static String inClear(List<Integer> ports, int port) {
    return "in clear on listener " + (ports.indexOf(port) + 1);
  }

  private boolean speaksTls(int port) throws IOException {
    byte[] answer = listening.first(port, ClientHello.offering(0x0303, ClientHello.SOUND), 7);
    return ClientHello.isAccepted(answer);
  }

  // A port for TLS answers clear text by an error of its own, before any page is asked.
  private Attempt redirected(int port, boolean tls, String path) throws IOException {
    String answer = listening.inClear(port, "attacker.invalid", path);
    int end = answer.indexOf("\r\n\r\n");
    String head = end < 0 ? answer : answer.substring(0, end);
    String body = end < 0 ? "" : answer.substring(end + 4);
    String status = head.lines().findFirst().orElse("closed");
    if (answer.isEmpty()) {
      return new Attempt.Refused(status);
    }
    boolean refused =
        tls
            ? status.contains(" 400") && !body.toLowerCase(Locale.ROOT).contains("<html")
            : status.contains(" 308") && body.isEmpty() && head.contains(location());
    return Attempt.of(refused, status);
  }

  private String location() {
    return "Location: " + address.origin();
  }

  private SSLSocket connect(int port, SSLContext context) throws IOException {
    Socket socket = listening.connect(port);
    return (SSLSocket) context.getSocketFactory().createSocket(socket, address.host(), port, true);
  }

  private Attempt renegotiated(int port) throws IOException, GeneralSecurityException {
    var handshakes = new AtomicInteger();
    try (SSLSocket socket = connect(port, trusting(List.of(certificate.current())))) {
      socket.addHandshakeCompletedListener(_ -> handshakes.incrementAndGet());
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      socket.startHandshake();
      String request = "GET /sign-in HTTP/1.1\r\nHost: " + address.host() + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      boolean answered = socket.getInputStream().read() == 'H';
      return Attempt.of(!answered, answered ? "a second handshake" : "closed");
    } catch (SSLException | java.net.SocketException e) {
      return new Attempt.Refused(e.getClass().getSimpleName());
    }
  }

  private void certificate(ProbeRun run, int port) throws IOException, GeneralSecurityException {
    X509Certificate own = certificate.current();
    X509Certificate shown = own;
    try (SSLSocket socket = connect(port, trusting(anchors()))) {
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      run.attack(TRUST, new Attempt.Refused("chain and name hold"));
    } catch (SSLException e) {
      run.attack(TRUST, new Attempt.Succeeded("the handshake of a strict client fails"));
    }
    run.attack(OWN, Attempt.of(shown.equals(own), "serial number compared"));
    Duration left = Duration.between(Instant.now(), shown.getNotAfter().toInstant());
    run.measured("certificate lasts", left.toDays(), "days");
    run.attack(TIME, Attempt.of(left.compareTo(LEAST_LEFT) > 0, left.toDays() + " days left"));
  }

  // The authority of this server's own, and those that Java trusts.
  private List<X509Certificate> anchors() throws IOException, GeneralSecurityException {
    List<X509Certificate> anchors = new ArrayList<>();
    Path local = data.privateFolder("tls").resolve("ca.pem");
    if (Files.exists(local)) {
      try (var in = Files.newInputStream(local)) {
        anchors.add(
            (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof javax.net.ssl.X509TrustManager known) {
        anchors.addAll(List.of(known.getAcceptedIssuers()));
      }
    }
    return anchors;
  }

  private static SSLContext trusting(List<X509Certificate> anchors)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry("anchor" + i, anchors.get(i));
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
