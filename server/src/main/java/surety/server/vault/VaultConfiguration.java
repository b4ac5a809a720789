package surety.server.vault;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.envelope.Envelope;
import surety.envelope.RootKeyFile;
import surety.server.platform.DataFolder;

/// Makes the envelope that the vault seals with from the root keys of this server.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RootKeySettings.class)
class VaultConfiguration {

  @Bean
  Envelope envelope(VaultInventory inventory, RootKeySettings settings, DataFolder data) {
    SecureRandom random = new SecureRandom();
    var file = new RootKeyFile(keyFile(data));
    var start = new RootKeyStart(settings.environment(), file, random);
    return new Envelope(start.keys(inventory.rootKeysInUse()), random);
  }

  // In a folder of its own, because the data folder itself may have to be open to the account that
  // the embedded database runs as.
  static Path keyFile(DataFolder data) {
    return data.privateFolder("keys").resolve("root.key");
  }
}
