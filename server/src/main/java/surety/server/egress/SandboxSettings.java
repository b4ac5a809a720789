package surety.server.egress;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where stand-ins for the vendors listen. Set it for a demo or a test, and never where real
/// systems are connected: every connector then goes to the stand-ins.
///
/// @param url `SURETY_SANDBOX_URL`: such as `http://127.0.0.1:9000`, this machine only; not set in
///     production
/// @param vendorLimits `SURETY_SANDBOX_VENDOR_LIMITS`: whether to keep to the vendors' rate limits
///     with stand-ins too, which have none by default
@ConfigurationProperties("surety.sandbox")
public record SandboxSettings(@Nullable URI url, @DefaultValue("false") boolean vendorLimits) {

  /// @throws IllegalArgumentException if the URL leads to another machine or holds more than
  ///     scheme,
  ///     host and port
  public SandboxSettings {
    if (url != null && !isStandIn(url)) {
      throw new IllegalArgumentException(
          "SURETY_SANDBOX_URL is not of the form http://127.0.0.1:9000");
    }
  }

  private static boolean isStandIn(URI url) {
    return "http".equals(url.getScheme())
        && url.getHost() != null
        && Loopback.isName(url.getHost())
        && (url.getRawPath() == null || url.getRawPath().isEmpty())
        && url.getRawQuery() == null
        && url.getRawUserInfo() == null;
  }

  EgressProfile profile() {
    return url == null ? EgressProfile.PRODUCTION : EgressProfile.SANDBOX;
  }
}
