package surety.server.vault;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import surety.envelope.KeyRing;
import surety.envelope.RootKeyEnvironment;
import surety.envelope.RootKeyFile;
import surety.envelope.RootKeyId;
import surety.envelope.RootKeyProvider;
import surety.envelope.RootKeyRefused;
import surety.server.platform.StartRefused;

/// Finds the root keys when the server starts, and refuses a start that could not open what is
/// sealed.
///
/// The environment goes before the file. Where neither has a key, a new one is drawn and written to
/// the file, but only while nothing is sealed: a second key beside lost values would hide the loss
/// until the first of them is needed.
final class RootKeyStart {
  private static final Logger LOG = LoggerFactory.getLogger(RootKeyStart.class);

  private final RootKeyEnvironment environment;
  private final RootKeyFile file;
  private final SecureRandom random;

  RootKeyStart(RootKeyEnvironment environment, RootKeyFile file, SecureRandom random) {
    this.environment = environment;
    this.file = file;
    this.random = random;
  }

  /// How many credentials need a root key.
  record InUse(RootKeyId keyId, long credentials) {}

  /// @param inUse the root keys that stored values need
  /// @throws StartRefused if a key is absent, badly kept or not the one that is needed
  KeyRing keys(List<InUse> inUse) {
    try {
      RootKeyProvider provider = environment.exists() ? environment : file;
      KeyRing keys = provider.exists() ? provider.load() : create(inUse);
      requireAll(keys, inUse, provider);
      LOG.info("root key {} from {}", keys.current().id(), provider.origin());
      return keys;
    } catch (RootKeyRefused e) {
      throw new StartRefused(e.explanation(), e);
    }
  }

  private KeyRing create(List<InUse> inUse) {
    if (!inUse.isEmpty()) {
      throw new StartRefused(
          "There is no root key, but %s. Restore the %s or set %s."
              .formatted(needed(inUse), file.origin(), RootKeySettings.KEY));
    }
    KeyRing created = file.create(random);
    LOG.warn(
        "made root key {} in {}: keep a copy of this file apart from the backups of the database",
        created.current().id(),
        file.origin());
    return created;
  }

  private static void requireAll(KeyRing keys, List<InUse> inUse, RootKeyProvider provider) {
    List<InUse> missing = inUse.stream().filter(used -> keys.find(used.keyId()).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new StartRefused(
          "The %s holds root key %s, but %s. Add that key."
              .formatted(
                  provider.origin(),
                  keys.ids().stream().map(RootKeyId::hex).collect(Collectors.joining(", ")),
                  needed(missing)));
    }
  }

  private static String needed(List<InUse> keys) {
    return keys.stream()
        .map(
            used ->
                "%d credentials are sealed under %s".formatted(used.credentials(), used.keyId()))
        .collect(Collectors.joining(" and "));
  }
}
