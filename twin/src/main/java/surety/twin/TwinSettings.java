package surety.twin;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// The environment of a twin: the settings of whoever starts it, but nothing that leads to the data
/// or the keys of a real server, or off this machine.
final class TwinSettings {

  private static final Set<String> KEPT =
      Set.of("SURETY_DATABASE_BINARIES", "SURETY_HOST", "SURETY_SANDBOX_VENDOR_LIMITS");

  private TwinSettings() {}

  /// Changes the environment of a process that is about to be started.
  ///
  /// @param data the twin's throw-away folder
  static void apply(Map<String, String> environment, Path data) {
    environment.keySet().removeIf(name -> name.startsWith("SURETY_") && !KEPT.contains(name));
    environment.put("SURETY_DATA", data.toString());
    environment.put("SURETY_BIND", "127.0.0.1");
    environment.put("SURETY_PORT", "0");
    environment.put("SURETY_HTTP_PORT", "0");
    environment.put("SURETY_DATABASE_PORT", "0");
  }
}
