package surety.server.connect.oauth;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An app that the operator of this installation has registered at a vendor.
///
/// @param id `SURETY_OAUTH_<CONNECTOR>_ID`: what the vendor calls the app
/// @param secret `SURETY_OAUTH_<CONNECTOR>_SECRET`: its secret; not set for an app without one
public record OAuthApp(String id, @Nullable String secret) {

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,400}");

  /// @throws IllegalArgumentException if a part is not visible ASCII. The message holds neither.
  public OAuthApp {
    if (!VISIBLE.matcher(id).matches() || secret != null && !VISIBLE.matcher(secret).matches()) {
      throw new IllegalArgumentException("id or secret of an app are not visible ASCII");
    }
  }

  @Override
  public String toString() {
    return "OAuthApp[" + id + "]";
  }
}
