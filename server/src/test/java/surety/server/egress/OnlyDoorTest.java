package surety.server.egress;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.SuretyApplication;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OnlyDoorTest {

  private static final Set<String> CLIENTS =
      Set.of(
          "java.net.URLConnection",
          "java.net.HttpURLConnection",
          "javax.net.ssl.HttpsURLConnection",
          "java.net.Socket",
          "java.net.DatagramSocket",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.AsynchronousSocketChannel",
          "java.nio.channels.DatagramChannel",
          "javax.net.SocketFactory",
          "javax.net.ssl.SSLSocket");

  private static final DescribedPredicate<JavaClass> OPENS_CONNECTIONS =
      resideInAnyPackage(
              "java.net.http..",
              "org.apache.hc..",
              "org.springframework.web.client..",
              "org.springframework.web.reactive..",
              "org.springframework.http.client..",
              "okhttp3..",
              "org.eclipse.jetty.client..")
          .or(
              DescribedPredicate.describe(
                  "are sockets or connections", type -> CLIENTS.contains(type.getFullName())))
          // What an answer's header lines are kept in; it opens nothing.
          .and(
              DescribedPredicate.describe(
                  "are more than header lines",
                  type -> !type.getFullName().equals("java.net.http.HttpHeaders")));

  private static JavaClasses product;

  @BeforeAll
  static void read() throws URISyntaxException {
    product = new ClassFileImporter().importPath(root());
  }

  private static Path root() throws URISyntaxException {
    return Path.of(
        SuretyApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  // The database driver and the mail client open connections of their own, to the places that the
  // operator set; they are reached through their interfaces and not caught here. The launcher of
  // the embedded database looks whether its port is taken.
  private static ArchRule onlyDoor() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            "surety.server.egress..",
            "surety.server.operations..",
            // Plays those who are outside, on loopback alone.
            "surety.server.posture.ground..",
            // Speaks through a file in the data folder, which no other machine reaches.
            "surety.server.posture.command..")
        .and()
        // Asks the operator's own key service, before there is a door; no record passes here.
        .haveNameNotMatching("surety\\.server\\.vault\\.TransitWrapping")
        .and()
        // They shake hands with this server's own listeners, in ways that no client library would.
        .haveNameNotMatching(
            "surety\\.server\\.posture\\.probes\\.(Listening|TransportHttpsProbe)(\\$.*)?")
        .should()
        .dependOnClassesThat(OPENS_CONNECTIONS);
  }

  @Test
  void every_class_of_the_product_was_read() throws IOException, URISyntaxException {
    try (var files = Files.walk(root())) {
      long classes = files.filter(file -> file.toString().endsWith(".class")).count();
      assertThat(classes).isGreaterThan(200);
      assertThat(product).hasSize((int) classes);
    }
  }

  @Test
  void no_other_module_has_an_HTTP_client_or_a_socket() {
    onlyDoor().check(product);
  }

  @Test
  void the_rule_notices_another_client() {
    JavaClasses withAnother = new ClassFileImporter().importClasses(Another.class);
    assertThatThrownBy(() -> check(withAnother)).isInstanceOf(AssertionError.class);
  }

  private static void check(JavaClasses classes) {
    noClasses().should().dependOnClassesThat(OPENS_CONNECTIONS).check(classes);
  }

  /// A class that goes past the door.
  @SuppressWarnings("unused")
  private static final class Another {
    private HttpClient client() {
      return HttpClient.newHttpClient();
    }

    private URI elsewhere() {
      return URI.create("https://elsewhere.example");
    }
  }
}
