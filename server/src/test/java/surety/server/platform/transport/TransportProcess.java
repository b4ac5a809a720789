package surety.server.platform.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import surety.server.platform.DataFolder;
import surety.server.platform.PublicAddress;
import surety.server.platform.TransportHardening;

/// A process with the server's listeners and two pages. A process of its own because the JDK reads
/// some switches of its TLS once, when the first class of it is loaded.
final class TransportProcess implements AutoCloseable {

  private final Process process;
  private final Path data;
  private final int https;
  private final int http;

  private TransportProcess(Process process, Path data, int https, int http) {
    this.process = process;
    this.data = data;
    this.https = https;
    this.http = http;
  }

  /// @param hardened false leaves the JDK's switches as they are
  static TransportProcess start(Path data, boolean hardened, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(TransportProcess.class.getName());
    command.add(Boolean.toString(hardened));
    command.addAll(List.of("--surety.port=0", "--surety.http-port=0", "--surety.data=" + data));
    command.addAll(List.of(settings));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("ports ")) {
        String[] ports = line.split(" ");
        return new TransportProcess(
            process, data, Integer.parseInt(ports[1]), Integer.parseInt(ports[2]));
      }
    }
    throw new IOException("the server ended with code " + process.onExit().join().exitValue());
  }

  int https() {
    return https;
  }

  int http() {
    return http;
  }

  Path authority() {
    return data.resolve("tls/ca.pem");
  }

  /// Trusts the server's local authority and nothing else.
  SSLContext trusting() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "ca", KeyAndCertificate.read(data.resolve("tls"), "ca").certificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  public static void main(String[] arguments) {
    if (Boolean.parseBoolean(arguments[0])) {
      TransportHardening.apply();
    }
    var context =
        (ServletWebServerApplicationContext) SpringApplication.run(Pages.class, arguments);
    var tomcat = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
    int https = tomcat.getPort();
    int http =
        Arrays.stream(tomcat.getTomcat().getService().findConnectors())
            .mapToInt(Connector::getLocalPort)
            .filter(port -> port != https)
            .findFirst()
            .orElse(-1);
    System.out.println("ports " + https + " " + http);
  }

  /// One page that answers and one that fails.
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class
  })
  @Import({TransportConfiguration.class, DataFolder.class, PublicAddress.class})
  static class Pages {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    Answers answers() {
      return new Answers();
    }
  }

  @RestController
  static class Answers {

    @GetMapping("/page")
    String page() {
      return "an answer";
    }

    @GetMapping("/fault")
    String fault() {
      throw new IllegalStateException("a fault with a canary-4711 in it");
    }
  }
}
