package surety.server.platform.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransportTest {

  private static final int TLS_1_0 = 0x0301;
  private static final int TLS_1_1 = 0x0302;
  private static final int TLS_1_2 = 0x0303;
  private static final int ECDHE_ECDSA_AES_128_GCM = 0xC02B;
  private static final int ECDHE_ECDSA_AES_128_CBC = 0xC023;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;

  @TempDir private static Path data;

  private static TransportProcess server;

  @BeforeAll
  static void start() throws IOException {
    server = TransportProcess.start(data, true);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaks(String protocol) throws Exception {
    try (SSLSocket socket = connect(server, server.trusting())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      assertThat(socket.getSession().getCipherSuite()).containsPattern("GCM|CHACHA20");
    }
  }

  @ParameterizedTest
  @CsvSource({
    TLS_1_2 + "," + ECDHE_ECDSA_AES_128_GCM + "," + HANDSHAKE,
    TLS_1_1 + "," + ECDHE_ECDSA_AES_128_GCM + "," + ALERT,
    TLS_1_0 + "," + ECDHE_ECDSA_AES_128_GCM + "," + ALERT,
    TLS_1_2 + "," + ECDHE_ECDSA_AES_128_CBC + "," + ALERT,
    TLS_1_2 + "," + 0x009C /* RSA key exchange */ + "," + ALERT,
    TLS_1_2 + "," + 0x000A /* 3DES */ + "," + ALERT,
  })
  void answers_the_offer_of(int version, int suite, int recordType) throws IOException {
    assertThat(answerTo(clientHello(version, suite))).isEqualTo(recordType);
  }

  @Test
  void offers_no_suite_without_authenticated_encryption() throws Exception {
    SSLContext context = server.trusting();
    for (String suite : context.getSupportedSSLParameters().getCipherSuites()) {
      if (suite.contains("_CBC_") || suite.startsWith("TLS_RSA_")) {
        assertThatThrownBy(() -> handshake(context, suite))
            .as(suite)
            .isInstanceOf(IOException.class);
      }
    }
    handshake(context, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
  }

  @Test
  void chooses_the_suite_by_its_own_order() throws Exception {
    String first = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    String second = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    assertThat(chosen(first, second)).isEqualTo(first);
    assertThat(chosen(second, first)).isEqualTo(first);
  }

  @Test
  void refuses_a_client_that_renegotiates() throws Exception {
    assertThatThrownBy(() -> renegotiate(server)).isInstanceOf(SSLException.class);
  }

  @Test
  void would_renegotiate_without_the_switch(@TempDir Path other) throws Exception {
    try (var soft = TransportProcess.start(other, false)) {
      renegotiate(soft);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void shows_a_certificate_that_the_local_authority_signed_for(String name) throws Exception {
    assertThat(get("https://" + name + ":" + server.https() + "/page").body())
        .isEqualTo("an answer");
  }

  @ParameterizedTest
  @CsvSource({"/page, 200", "/nothing, 404", "/fault, 500", "/assets/no.css, 404"})
  void carries_every_security_header_on(String path, int status) throws Exception {
    HttpResponse<String> answer = raw(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertHeader(answer, "Strict-Transport-Security", "max-age=31536000");
    assertHeader(answer, "X-Content-Type-Options", "nosniff");
    assertHeader(answer, "X-Frame-Options", "DENY");
    assertHeader(answer, "Referrer-Policy", "same-origin");
    assertHeader(answer, "Cross-Origin-Opener-Policy", "same-origin");
    assertHeader(answer, "Cross-Origin-Resource-Policy", "same-origin");
    assertHeader(answer, "Cache-Control", "no-store");
    assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "*", "http:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/nothing", "/fault"})
  void names_neither_the_server_nor_the_fault_on(String path) throws Exception {
    HttpResponse<String> answer = raw(path);
    assertThat(answer.headers().firstValue("Server")).isEmpty();
    assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
    assertThat(answer.body()).doesNotContainIgnoringCase("tomcat").doesNotContain("canary-4711");
  }

  // These never become a request that a servlet could see.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "GET",
        "G@T / HTTP/1.1\r\nHost: localhost",
        "GET /page HTTP/1.1",
        "GET /page HTTP/1.1\r\nHost: a\r\nHost: b",
        "GET /page HTTP/1.1\r\nHost: canary-4711^",
        "GET /page HTTP/9.9\r\nHost: localhost",
        "GET /pa\u0001ge HTTP/1.1\r\nHost: localhost",
        "GET /%ZZ HTTP/1.1\r\nHost: localhost",
        "GET /a%2f..%2fcanary-4711 HTTP/1.1\r\nHost: localhost",
        "GET /<canary-4711> HTTP/1.1\r\nHost: localhost",
        "GET http://[canary-4711/ HTTP/1.1\r\nHost: localhost",
        "POST /page HTTP/1.1\r\nHost: localhost\r\nContent-Length: canary-4711",
        "POST /page HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: canary-4711",
        "CONNECT canary-4711 HTTP/1.1\r\nHost: localhost"
      })
  void answers_what_is_no_request_with_all_headers_and_no_page(String request) throws Exception {
    String answer = tlsText(request + "\r\n\r\n");
    assertRefused(answer);
    assertThat(answer)
        .contains("Strict-Transport-Security: max-age=31536000")
        .contains("Content-Security-Policy: default-src 'none'")
        .contains("X-Content-Type-Options: nosniff", "X-Frame-Options: DENY")
        .contains("Cache-Control: no-store");
  }

  @ParameterizedTest
  @ValueSource(ints = {9_000, 100_000})
  void answers_what_is_too_long_with_all_headers_and_no_page(int length) throws Exception {
    String padding = "x".repeat(length);
    for (String request :
        List.of(
            "GET /" + padding + " HTTP/1.1\r\nHost: localhost",
            "GET /page HTTP/1.1\r\nHost: localhost\r\nCookie: a=" + padding)) {
      String answer = tlsText(request + "\r\n\r\n");
      assertRefused(answer);
      assertThat(answer).contains("Strict-Transport-Security: max-age=31536000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "G@T / HTTP/1.1\r\nHost: localhost", "GET / HTTP/9.9"})
  void shows_no_page_for_what_is_no_request_without_tls_either(String request) throws IOException {
    String answer = plainText(request + "\r\n\r\n");
    assertRefused(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /", "GET /page", "POST /page"})
  void answers_nothing_to_a_version_whose_answers_have_no_headers(String request) throws Exception {
    assertThat(tlsText(request + "\r\n\r\n")).isEmpty();
    assertThat(plainText(request + "\r\n\r\n")).isEmpty();
  }

  @Test
  void remembers_nothing_of_a_connection_that_is_over() throws Exception {
    for (int i = 0; i < 20; i++) {
      tlsText("GET /page\r\n\r\n");
      assertThat(tlsText("G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ")
          .contains("Strict-Transport-Security: max-age=31536000");
    }
  }

  private static void assertRefused(String answer) {
    assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|50[15]) .*");
    assertThat(answer)
        .doesNotContainIgnoringCase("<html")
        .doesNotContainIgnoringCase("tomcat")
        .doesNotContain("canary-4711");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
  void redirects_plain_http_to_the_same_place_by_308(String method) throws Exception {
    var request =
        HttpRequest.newBuilder(plain("/a/b?c=d%20e"))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(308);
      assertThat(answer.body()).isEmpty();
      assertHeader(answer, "Location", "https://localhost:" + server.https() + "/a/b?c=d%20e");
    }
  }

  @Test
  void redirects_a_forged_host_to_its_own_name() throws IOException {
    String answer = plainText("GET //evil.example/x HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertThat(answer).contains("Location: https://localhost:" + server.https() + "//evil");
  }

  @Test
  void keeps_the_loopback_address_that_was_asked_for() throws IOException {
    String answer = plainText("GET /x HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n");
    assertThat(answer).contains("Location: https://127.0.0.1:" + server.https() + "/x\r\n");
  }

  @Test
  void answers_no_page_without_tls() throws IOException {
    assertThat(plainText("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 308")
        .doesNotContain("an answer");
  }

  // --- clients ---

  private static URI plain(String path) {
    return URI.create("http://localhost:" + server.http() + path);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(server.trusting()).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> raw(String path) throws Exception {
    return get("https://localhost:" + server.https() + path);
  }

  private static void assertHeader(HttpResponse<?> answer, String name, String value) {
    assertThat(answer.headers().allValues(name)).as(name).containsExactly(value);
  }

  private static SSLSocket connect(TransportProcess to, SSLContext context) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", to.https());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void handshake(SSLContext context, String suite) throws IOException {
    handshake(context, new String[] {suite});
  }

  private static String chosen(String... suites) throws Exception {
    return handshake(server.trusting(), suites);
  }

  private static String handshake(SSLContext context, String[] suites) throws IOException {
    try (SSLSocket socket = connect(server, context)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(suites);
      socket.startHandshake();
      return socket.getSession().getCipherSuite();
    }
  }

  // TLS 1.3 has no renegotiation, so this is about 1.2. The second handshake runs while reading.
  private static void renegotiate(TransportProcess with) throws Exception {
    try (SSLSocket socket = connect(with, with.trusting())) {
      var handshakes = new CountDownLatch(2);
      socket.addHandshakeCompletedListener(_ -> handshakes.countDown());
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      socket.startHandshake();
      socket
          .getOutputStream()
          .write("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      assertThat(handshakes.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String plainText(String request) throws IOException {
    try (Socket socket = new Socket("localhost", server.http())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      byte[] buffer = new byte[4096];
      int length = Math.max(socket.getInputStream().read(buffer), 0);
      return new String(buffer, 0, length, US_ASCII);
    }
  }

  private static String tlsText(String request) throws Exception {
    try (SSLSocket socket = connect(server, server.trusting())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static int answerTo(byte[] hello) throws IOException {
    try (Socket socket = new Socket("localhost", server.https())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(hello);
      return new DataInputStream(socket.getInputStream()).readUnsignedByte();
    }
  }

  // Written byte by byte because the JDK's own client cannot offer what it considers broken. RFC
  // 5246, section 7.4.1.2, with the extensions for elliptic curves and signatures.
  private static byte[] clientHello(int version, int suite) {
    ByteBuffer body = ByteBuffer.allocate(200);
    body.putShort((short) version).put(new byte[32]).put((byte) 0);
    body.putShort((short) 2).putShort((short) suite);
    body.put((byte) 1).put((byte) 0);
    body.putShort((short) 26);
    body.putInt(0x000A0004).putShort((short) 2).putShort((short) 0x0017);
    body.putInt(0x000B0002).put((byte) 1).put((byte) 0);
    body.putInt(0x000D0008).putShort((short) 6).putInt(0x04030401).putShort((short) 0x0203);
    byte[] message = Arrays.copyOf(body.array(), body.position());
    ByteBuffer hello = ByteBuffer.allocate(9 + message.length);
    hello.put((byte) HANDSHAKE).putShort((short) 0x0301).putShort((short) (4 + message.length));
    hello.put((byte) 1).put((byte) 0).putShort((short) message.length).put(message);
    return hello.array();
  }
}
