package surety.server.egress;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where receivers of a workspace's log may stand.
///
/// @param networks `SURETY_STREAMS_NETWORKS`: private networks beside the public internet, such as
///     `10.20.0.0/16,fd00:1::/32`; none unless set
@ConfigurationProperties("surety.streams")
record ReceiverSettings(@DefaultValue({}) List<String> networks) {

  /// @throws IllegalArgumentException if one is no private network
  ReceiverSettings {
    networks = List.copyOf(networks);
    PrivateNetworks.of(networks);
  }
}
