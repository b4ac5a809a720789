package surety.server.vault;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.envelope.Envelope;
import surety.envelope.RootKeyEnvironment;
import surety.envelope.RootKeyFile;

/// Makes the envelope that the vault seals with from the root keys of this server.
@Configuration(proxyBeanMethods = false)
class VaultConfiguration {
  /// Names the environment variable with the current root key; former ones are in
  /// `SURETY_ROOT_KEY_FORMER`.
  static final String ROOT_KEY = "SURETY_ROOT_KEY";

  // In a folder of its own, because the data folder itself may have to be open to the account that
  // the embedded database runs as.
  private static final Path FILE = Path.of("keys", "root.key");

  /// @param data the server's data folder
  @Bean
  Envelope envelope(VaultInventory inventory, @Value("${surety.data:data}") String data) {
    SecureRandom random = new SecureRandom();
    // The key is read from the environment itself: a setting could also come from a file that is
    // less well kept, or be shown with the other settings.
    var environment = new RootKeyEnvironment(System.getenv(), ROOT_KEY);
    var file = new RootKeyFile(Path.of(data).resolve(FILE));
    var keys = new RootKeyStart(environment, file, random).keys(inventory.rootKeysInUse());
    return new Envelope(keys, random);
  }
}
