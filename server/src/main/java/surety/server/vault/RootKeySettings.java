package surety.server.vault;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import surety.envelope.RootKeyEnvironment;

/// Root keys that the operator hands over instead of the file in the data folder.
///
/// @param key `SURETY_ROOT_KEY`: 32 random bytes in base64
/// @param formerKey `SURETY_ROOT_FORMER_KEY`: keys that stored values may still need, in base64,
///     separated by commas
@ConfigurationProperties(prefix = "surety.root", ignoreUnknownFields = false)
record RootKeySettings(@Nullable String key, @Nullable String formerKey) {
  static final String KEY = "SURETY_ROOT_KEY";
  static final String FORMER_KEY = "SURETY_ROOT_FORMER_KEY";

  RootKeyEnvironment environment() {
    Map<String, String> set = new HashMap<>();
    if (key != null) {
      set.put(KEY, key);
    }
    if (formerKey != null) {
      set.put(FORMER_KEY, formerKey);
    }
    return new RootKeyEnvironment(set, KEY, FORMER_KEY);
  }

  @Override
  public String toString() {
    return "RootKeySettings[...]";
  }
}
