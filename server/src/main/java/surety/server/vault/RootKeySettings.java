package surety.server.vault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import surety.envelope.RootKeyEnvironment;
import surety.server.platform.StartRefused;

/// Where the root keys are. Without a setting they are in a file in the data folder.
///
/// @param key `SURETY_ROOT_KEY`: 32 random bytes in base64
/// @param formerKey `SURETY_ROOT_FORMER_KEY`: keys that stored values may still need, in base64,
///     separated by commas
/// @param place `SURETY_ROOT_PLACE`: which of several places that are configured holds the current
///     key; the others are read for former keys that are still needed
/// @param transit a key service such as OpenBao's transit engine
/// @param pkcs11 a device
/// @param days `SURETY_ROOT_DAYS`: after so many days the key is due to be rotated
/// @param credentialDays `SURETY_ROOT_CREDENTIAL_DAYS`: the same for each credential
@ConfigurationProperties(prefix = "surety.root", ignoreUnknownFields = false)
record RootKeySettings(
    @Nullable String key,
    @Nullable String formerKey,
    @Nullable RootKeyPlace place,
    @DefaultValue TransitSettings transit,
    @DefaultValue Pkcs11Settings pkcs11,
    @DefaultValue("365") int days,
    @DefaultValue("365") int credentialDays) {
  static final String KEY = "SURETY_ROOT_KEY";
  static final String FORMER_KEY = "SURETY_ROOT_FORMER_KEY";

  /// Keys from the environment alone.
  static RootKeyEnvironment environment(@Nullable String key, @Nullable String formerKey) {
    Map<String, String> set = new HashMap<>();
    if (key != null) {
      set.put(KEY, key);
    }
    if (formerKey != null) {
      set.put(FORMER_KEY, formerKey);
    }
    return new RootKeyEnvironment(set, KEY, FORMER_KEY);
  }

  RootKeyEnvironment environment() {
    return environment(key, formerKey);
  }

  /// Where the current key is.
  ///
  /// @throws StartRefused if the settings leave it open
  RootKeyPlace current() {
    List<RootKeyPlace> configured = configured();
    if (place != null) {
      if (place != RootKeyPlace.FILE && !configured.contains(place)) {
        throw new StartRefused(
            "SURETY_ROOT_PLACE is " + place.stored() + ", but that place is not configured");
      }
      return place;
    }
    if (configured.size() > 1) {
      throw new StartRefused(
          "Root keys are configured in several places: "
              + String.join(", ", configured.stream().map(RootKeyPlace::stored).toList())
              + ". Set SURETY_ROOT_PLACE to the one that holds the current key; the others are read"
              + " for former keys.");
    }
    return configured.isEmpty() ? RootKeyPlace.FILE : configured.getFirst();
  }

  /// The places that a setting names; the file needs none.
  List<RootKeyPlace> configured() {
    List<RootKeyPlace> found = new ArrayList<>();
    if (transit.configured()) {
      found.add(RootKeyPlace.TRANSIT);
    }
    if (pkcs11.configured()) {
      found.add(RootKeyPlace.PKCS11);
    }
    if (environment().exists()) {
      found.add(RootKeyPlace.ENVIRONMENT);
    }
    return found;
  }

  /// Former keys of the environment, where the current one is elsewhere.
  Optional<RootKeyEnvironment> formerOnly() {
    if (formerKey == null || formerKey.isBlank() || environment().exists()) {
      return Optional.empty();
    }
    String[] keys = formerKey.split(",", 2);
    return Optional.of(
        new RootKeyEnvironment(
            Map.of(FORMER_KEY, keys[0], KEY, keys.length > 1 ? keys[1] : ""), FORMER_KEY, KEY));
  }

  @Override
  public String toString() {
    return "RootKeySettings[...]";
  }
}
