package surety.envelope;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Root keys from environment variables: the current key in base64 in one, former keys separated by
/// commas in another.
///
/// The environment of a process can be read by its owner and is often inherited; a file of the
/// owner's own is the better place.
public final class RootKeyEnvironment implements RootKeyProvider {
  private final Map<String, String> environment;
  private final String currentName;
  private final String formerName;

  /// @param environment `System.getenv()`
  /// @param currentName names the variable with the current key
  /// @param formerName names the variable with former keys, which may be unset
  public RootKeyEnvironment(
      Map<String, String> environment, String currentName, String formerName) {
    this.environment = environment;
    this.currentName = currentName;
    this.formerName = formerName;
  }

  @Override
  public KeyRing load() {
    String current =
        value(currentName)
            .orElseThrow(() -> new RootKeyRefused("environment: " + currentName + " is not set"));
    return new KeyRing(RootKey.parse(current), former());
  }

  @Override
  public boolean exists() {
    return value(currentName).isPresent();
  }

  @Override
  public String origin() {
    return "environment variable " + currentName;
  }

  private List<RootKey> former() {
    return value(formerName).stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(RootKey::parse)
        .toList();
  }

  private Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }
}
