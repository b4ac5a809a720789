package surety.server.connect.oauth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an authorization server gave. Held no longer than it takes to seal it.
///
/// @param refresh a new refresh token; empty if the former one stays
/// @param lifetime of the access token, empty if it was not told
/// @param scopes what was granted, empty if it was not told
/// @param urls what else came with them that is a URL, by name: where the account is
public record Tokens(
    String access,
    Optional<String> refresh,
    Optional<Duration> lifetime,
    Optional<Set<String>> scopes,
    Map<String, String> urls) {

  /// Copies the map.
  public Tokens {
    urls = Map.copyOf(urls);
  }

  @Override
  public String toString() {
    return "Tokens[...]";
  }
}
