package surety.twin;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/// The environment of a twin: the settings of whoever starts it, so that it behaves the same, but
/// nothing that leads to the data or the keys of a real server, or off this machine.
final class TwinSettings {

  private static final Pattern PLACES =
      Pattern.compile(
          "SURETY_(DATA|BIND|PORT|HTTP_PORT|PUBLIC_PORT|DATABASE_.*|MAIL_.*|POSTURE_.*|"
              + "LAUNCHER_.*)");

  /// The setting of the place of the database's programs.
  static final String BINARIES = "SURETY_DATABASE_BINARIES";
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private TwinSettings() {}

  /// Changes the environment of a process that is about to be started.
  ///
  /// @param data the twin's throw-away folder
  static void apply(Map<String, String> environment, Path data) {
    environment.keySet().removeIf(name -> PLACES.matcher(name).matches() && !name.equals(BINARIES));
    // Where an operator hands over root keys the twin gets one too, but never the same.
    environment.computeIfPresent("SURETY_ROOT_KEY", (_, _) -> randomKey());
    environment.computeIfPresent("SURETY_ROOT_FORMER_KEY", (_, _) -> randomKey());
    environment.put("SURETY_DATA", data.toString());
    environment.put("SURETY_BIND", "127.0.0.1");
    environment.put("SURETY_PORT", "0");
    environment.put("SURETY_HTTP_PORT", "0");
    environment.put("SURETY_POSTURE_PROBES", "off"); // it attacks itself when it is told to
  }

  private static String randomKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
