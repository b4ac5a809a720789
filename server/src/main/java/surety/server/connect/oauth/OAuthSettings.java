package surety.server.connect.oauth;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The apps of this installation, by the connector that they are for.
///
/// @param oauth `SURETY_OAUTH_<CONNECTOR>_ID` and `_SECRET`, such as `SURETY_OAUTH_XERO_ID`; none
///     by default
@ConfigurationProperties(prefix = "surety")
public record OAuthSettings(@DefaultValue Map<String, OAuthApp> oauth) {

  /// Copies the map.
  public OAuthSettings {
    oauth = Map.copyOf(oauth);
  }
}
