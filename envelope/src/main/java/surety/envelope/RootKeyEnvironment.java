package surety.envelope;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Root keys from environment variables: the current key in base64 in one, former keys separated by
/// commas in another whose name ends in `_FORMER`.
///
/// The environment of a process can be read by its owner and is often inherited; a file of the
/// owner's own is the better place.
public final class RootKeyEnvironment implements RootKeyProvider {
  private final Map<String, String> environment;
  private final String name;

  /// @param environment `System.getenv()`
  /// @param name of the variable with the current key
  public RootKeyEnvironment(Map<String, String> environment, String name) {
    this.environment = environment;
    this.name = name;
  }

  @Override
  public KeyRing load() {
    String current =
        value(name).orElseThrow(() -> new RootKeyRefused("environment: " + name + " is not set"));
    return new KeyRing(RootKey.parse(current), former());
  }

  @Override
  public boolean exists() {
    return value(name).isPresent();
  }

  @Override
  public String origin() {
    return "environment variable " + name;
  }

  private List<RootKey> former() {
    return value(name + "_FORMER").stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(RootKey::parse)
        .toList();
  }

  private Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }
}
