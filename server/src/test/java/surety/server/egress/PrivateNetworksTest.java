package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateNetworksTest {

  @Test
  void what_the_operator_names_is_in_and_its_neighbours_are_not() throws Exception {
    PrivateNetworks networks = PrivateNetworks.of(List.of("10.20.0.0/16", " fd00:1::/32"));
    assertThat(networks.contain(InetAddress.getByName("10.20.3.4"))).isTrue();
    assertThat(networks.contain(InetAddress.getByName("fd00:1::7"))).isTrue();
    for (String other : List.of("10.21.0.1", "10.19.255.255", "127.0.0.1", "fd00:2::1", "::1")) {
      assertThat(networks.contain(InetAddress.getByName(other))).as(other).isFalse();
    }
    assertThat(PrivateNetworks.NONE.contain(InetAddress.getByName("10.20.3.4"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "0.0.0.0/0",
        "::/0",
        "127.0.0.0/8",
        "127.0.0.1",
        "169.254.169.254/32",
        "8.8.8.0/24",
        "10.0.0.0/7",
        "fe80::/10",
        "::1/128",
      })
  void only_private_networks_can_be_named(String text) {
    assertThatThrownBy(() -> new ReceiverSettings(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SURETY_STREAMS_NETWORKS");
  }

  // No connection is made: what the resolver hands out is what would be connected to.
  @Test
  void a_receiver_in_such_a_network_is_found_and_one_beside_it_is_refused() throws Exception {
    InetAddress inside = InetAddress.getByName("10.20.255.1");
    assertThat(leadingTo(inside).resolve("siem.example")).containsExactly(inside);
    for (String other : List.of("10.255.255.1", "127.0.0.1", "169.254.169.254")) {
      assertThatThrownBy(() -> leadingTo(InetAddress.getByName(other)).resolve("siem.example"))
          .isInstanceOf(CheckedResolver.AddressRefused.class);
    }
  }

  private static CheckedResolver leadingTo(InetAddress address) {
    return new CheckedResolver(
        EgressProfile.PRODUCTION,
        _ -> List.of(address),
        new EgressHosts(),
        PrivateNetworks.of(List.of("10.20.0.0/16")));
  }
}
