package surety.server.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import surety.envelope.DeviceKeyWrapping;
import surety.envelope.Envelope;
import surety.envelope.RootKeyFile;
import surety.envelope.RootKeyProvider;
import surety.envelope.RootKeyRefused;
import surety.server.platform.DataFolder;
import surety.server.platform.StartRefused;

/// Makes the envelope that the vault seals with from the root keys of this server.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RootKeySettings.class)
class VaultConfiguration {

  @Bean
  RootKeys rootKeys(VaultInventory inventory, RootKeySettings settings, DataFolder data) {
    SecureRandom random = new SecureRandom();
    RootKeyPlace current = settings.current();
    try {
      RootKeyProvider chosen = provider(current, settings, data, random);
      var start = new RootKeyStart(chosen, others(current, settings, data, random), random);
      return new RootKeys(current, chosen, start.keys(inventory.rootKeysInUse()), random);
    } catch (RootKeyRefused e) {
      throw new StartRefused(e.explanation(), e);
    }
  }

  @Bean
  Envelope envelope(RootKeys keys) {
    return new Envelope(keys, new SecureRandom());
  }

  // In a folder of its own, because the data folder itself may have to be open to the account that
  // the embedded database runs as.
  static Path keyFile(DataFolder data) {
    return keyFile(data, RootKeyPlace.FILE);
  }

  private static Path keyFile(DataFolder data, RootKeyPlace place) {
    String name = place == RootKeyPlace.FILE ? "root.key" : "root." + place.stored();
    return data.privateFolder("keys").resolve(name);
  }

  private static RootKeyProvider provider(
      RootKeyPlace place, RootKeySettings settings, DataFolder data, SecureRandom random) {
    return switch (place) {
      case ENVIRONMENT -> settings.environment();
      case FILE -> new RootKeyFile(keyFile(data));
      case TRANSIT -> new RootKeyFile(keyFile(data, place), TransitWrapping.of(settings.transit()));
      case PKCS11 -> new RootKeyFile(keyFile(data, place), device(settings.pkcs11(), random));
    };
  }

  private static List<RootKeyProvider> others(
      RootKeyPlace current, RootKeySettings settings, DataFolder data, SecureRandom random) {
    List<RootKeyPlace> places = new ArrayList<>(settings.configured());
    places.add(RootKeyPlace.FILE);
    places.remove(current);
    List<RootKeyProvider> others = new ArrayList<>();
    settings.formerOnly().ifPresent(others::add);
    places.forEach(
        place -> others.add(new AskedLate(() -> provider(place, settings, data, random))));
    return others;
  }

  private static DeviceKeyWrapping device(Pkcs11Settings settings, SecureRandom random) {
    char[] pin = firstLine(settings.pinFile(), "SURETY_ROOT_PKCS11_PIN_FILE").toCharArray();
    return DeviceKeyWrapping.pkcs11(
        required(settings.library(), "SURETY_ROOT_PKCS11_LIBRARY"),
        Optional.ofNullable(settings.slot()),
        settings.label(),
        pin,
        random);
  }

  /// The first line of a file that holds a secret.
  ///
  /// @throws RootKeyRefused if there is none
  static String firstLine(@Nullable Path file, String setting) {
    try (var lines = Files.lines(required(file, setting))) {
      return lines
          .map(String::strip)
          .findFirst()
          .filter(line -> !line.isEmpty())
          .orElseThrow(() -> new RootKeyRefused("the file that " + setting + " names is empty"));
    } catch (IOException e) {
      throw new RootKeyRefused("the file that " + setting + " names cannot be read");
    }
  }

  static Path required(@Nullable Path path, String setting) {
    if (path == null) {
      throw new RootKeyRefused(setting + " is not set");
    }
    return path;
  }
}
