package surety.server.posture.record;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import surety.evidence.BuildInForce;
import surety.server.platform.SettingsReport;
import surety.translog.Hash;

/// What runs: the digests of the program and of its configuration. A pass is for these alone.
@Component
public class Running {

  // Where things are, and not how the server behaves: a twin with a throw-away folder and other
  // ports has the same configuration. Whether the server attacks itself shows in the evidence.
  private static final Pattern PLACES =
      Pattern.compile(
          "SURETY_(DATA|HOST|BIND|PORT|HTTP_PORT|PUBLIC_PORT|DATABASE_.*|MAIL_.*|POSTURE_.*)");

  private final SettingsReport settings;
  private @Nullable BuildInForce digests;

  Running(SettingsReport settings) {
    this.settings = settings;
  }

  /// The digests, made at the first call: all files of the program are read.
  public synchronized BuildInForce digests() {
    BuildInForce made = digests;
    if (made == null) {
      made = new BuildInForce(ProgramDigest.of(Running.class), config());
      digests = made;
    }
    return made;
  }

  /// The settings that the configuration's digest is made of. The value of a secret or a place is
  /// not among them, only whether it is set.
  public SortedMap<String, String> configuration() {
    SortedMap<String, String> kept = new TreeMap<>();
    settings.effective().forEach((name, value) -> keep(name, value, kept));
    return kept;
  }

  private static void keep(String name, String value, Map<String, String> kept) {
    if (PLACES.matcher(name).matches()) {
      return;
    }
    boolean place = value.contains("/");
    kept.put(name, place ? "(set)" : value);
  }

  private Hash config() {
    StringBuilder text = new StringBuilder();
    configuration().forEach((name, value) -> text.append(name + "=" + value + "\n"));
    return Hash.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
