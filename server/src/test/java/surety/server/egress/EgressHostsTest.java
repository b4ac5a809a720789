package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EgressHostsTest {

  private final EgressHosts hosts = new EgressHosts();

  @Test
  void a_domain_lists_the_hosts_right_below_it() {
    hosts.listBelow("vendor.example", "Vendor");
    assertThat(hosts.isListed(Origin.of(URI.create("https://acme.vendor.example")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vendor.example",
        "https://a.b.vendor.example",
        "https://acme.vendor.example:8443",
        "http://acme.vendor.example",
        "http://acme.vendor.example:443",
        "https://acme.vendor.example.org",
        "https://acmevendor.example",
        "https://other.example"
      })
  void and_no_other_host_port_or_scheme(String url) {
    hosts.listBelow("vendor.example", "Vendor");
    assertThat(hosts.isListed(Origin.of(URI.create(url)))).isFalse();
  }

  @Test
  void a_domain_of_one_label_cannot_be_listed() {
    assertThatThrownBy(() -> hosts.listBelow("com", "Everybody"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_public_list_names_hosts_and_domains_and_nothing_that_is_played_here() {
    hosts.listBelow("vendor.example", "Vendor");
    hosts.list(Origin.of(URI.create("https://api.other.example/v2")), "Other");
    hosts.list(Origin.of(URI.create("https://rehearsal.invalid")), "Rehearsal");
    assertThat(hosts.named())
        .containsOnly(
            Map.entry("*.vendor.example", "Vendor"), Map.entry("api.other.example", "Other"));
  }
}
