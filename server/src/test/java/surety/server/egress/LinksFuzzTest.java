package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.net.URIAuthority;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import surety.server.Corpus;

/// Whatever a vendor names as its next page, what is sent goes to the host that was checked, as
/// [URI] and the client underneath read it, to a declared path with declared parameters; and
/// naming what was sent leads to the same call again.
@DisplayNameGeneration(ReplaceUnderscores.class)
public class LinksFuzzTest {

  private static final Destination TO =
      Destination.at(
          URI.create("https://api.example.org/v2"),
          List.of(
              new ReadRule(new PathTemplate("/things"), Set.of("page", "size", "filter[a]")),
              new ReadRule(new PathTemplate("/things/{id}/parts"), Set.of())));
  private static final Credential CREDENTIAL =
      Credential.boundTo(TO.origin(), Map.of("Authorization", "Bearer s3cret-credential"));
  private static final EgressHosts HOSTS = hosts();
  private static final Gate GATE = new Gate(EgressProfile.PRODUCTION, HOSTS);

  private static EgressHosts hosts() {
    EgressHosts hosts = new EgressHosts();
    hosts.list(TO.origin(), "example");
    hosts.listBelow("example.com", "example");
    return hosts;
  }

  static Stream<Arguments> corpus() throws IOException {
    return Corpus.of("links");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void a_link_leads_to_what_is_declared_or_nowhere(byte[] input) {
    fuzzerTestOneInput(input);
  }

  /// Tries one link: as a URL, as the place of a redirect, and as a path of the same host.
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Links.parse(text).ifPresent(LinksFuzzTest::checkOrigin);
    Links.parse(text).ifPresent(LinksFuzzTest::checkLink);
    URI asked = Wire.uri(TO, Call.get("/things", List.of()));
    Links.parse(text).map(asked::resolve).ifPresent(LinksFuzzTest::checkLink);
    if (text.startsWith("/")) {
      Links.parse(TO.origin() + text).ifPresent(LinksFuzzTest::checkLink);
    }
  }

  private static void checkOrigin(URI uri) {
    Origin origin;
    try {
      origin = Origin.of(uri);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(Origin.of(URI.create(origin.toString()))).isEqualTo(origin);
    assertThat(bare(uri.getHost())).isEqualTo(origin.host());
    boolean below = origin.host().matches("[^.]+\\.example\\.com") && origin.port() == 443;
    if (HOSTS.isListed(origin) != (origin.equals(TO.origin()) || below && origin.isEncrypted())) {
      throw new AssertionError("listed, or not: " + origin);
    }
  }

  private static String bare(String host) {
    return host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
  }

  private static void checkLink(URI uri) {
    Optional<Call> call =
        Links.within(TO, uri, Map.of()).filter(it -> GATE.refuse(it, TO, CREDENTIAL).isEmpty());
    call.ifPresent(it -> checkSent(it, uri));
  }

  private static void checkSent(Call call, URI uri) {
    URI sent = Wire.uri(TO, call);
    URIAuthority authority = new HttpUriRequestBase("GET", sent).getAuthority();
    assertThat(Origin.of(uri)).isEqualTo(TO.origin());
    assertThat(Origin.of(sent)).isEqualTo(TO.origin());
    assertThat(authority.getHostName()).isEqualTo(TO.origin().host());
    assertThat(authority.getPort()).isEqualTo(TO.origin().port());
    assertThat(authority.getUserInfo()).isNull();
    assertThat(sent.getRawPath()).matches("/v2/things(/[A-Za-z0-9_-]+/parts)?");
    assertThat(sent.normalize()).isEqualTo(sent);
    assertThat(Links.within(TO, sent, Map.of())).contains(call);
  }
}
