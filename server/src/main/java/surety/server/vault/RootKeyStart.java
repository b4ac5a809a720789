package surety.server.vault;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.envelope.RootKeyEnvironment;
import surety.envelope.RootKeyFile;
import surety.envelope.RootKeyId;
import surety.envelope.RootKeyProvider;
import surety.envelope.RootKeyRefused;
import surety.server.platform.StartRefused;

/// Finds the root keys when the server starts, and refuses a start that could not open what is
/// sealed.
///
/// The current key is in one place. Where stored values need a key that is not there, the other
/// places are asked: so a server moves from one place to another by being started with both. A new
/// key is drawn only while every stored value opens: a second key beside lost values would hide the
/// loss until the first of them is needed.
final class RootKeyStart {
  private static final Logger LOG = LoggerFactory.getLogger(RootKeyStart.class);

  private final RootKeyProvider chosen;
  private final List<RootKeyProvider> others;
  private final SecureRandom random;

  /// @param chosen where the current key is
  /// @param others where keys may be that stored values still need
  RootKeyStart(RootKeyProvider chosen, List<RootKeyProvider> others, SecureRandom random) {
    this.chosen = chosen;
    this.others = others;
    this.random = random;
  }

  /// The environment if it has a key, else the file.
  static RootKeyStart of(RootKeyEnvironment environment, RootKeyFile file, SecureRandom random) {
    return environment.exists()
        ? new RootKeyStart(environment, List.of(file), random)
        : new RootKeyStart(file, List.of(), random);
  }

  /// How many credentials need a root key.
  record InUse(RootKeyId keyId, long credentials) {}

  /// @param inUse the root keys that stored values need
  /// @throws StartRefused if a key is absent, badly kept or not the one that is needed
  KeyRing keys(List<InUse> inUse) {
    try {
      Optional<KeyRing> own = chosen.exists() ? Optional.of(chosen.load()) : Optional.empty();
      List<RootKey> spare = spare(own.orElse(null), inUse);
      KeyRing keys = own.orElseGet(this::create).openingWith(spare);
      LOG.info("root key {} from {}", keys.current().id(), chosen.origin());
      return keys;
    } catch (RootKeyRefused e) {
      throw new StartRefused(e.explanation(), e);
    }
  }

  // The keys of other places that stored values need.
  private List<RootKey> spare(@Nullable KeyRing own, List<InUse> inUse) {
    List<InUse> missing =
        inUse.stream().filter(used -> own == null || own.find(used.keyId()).isEmpty()).toList();
    if (missing.isEmpty()) {
      return List.of();
    }
    List<RootKey> found =
        others.stream()
            .filter(RootKeyProvider::exists)
            .flatMap(other -> other.load().all().stream())
            .filter(key -> missing.stream().anyMatch(used -> used.keyId().equals(key.id())))
            .distinct()
            .toList();
    List<InUse> lost =
        missing.stream()
            .filter(used -> found.stream().noneMatch(key -> key.id().equals(used.keyId())))
            .toList();
    if (!lost.isEmpty()) {
      throw refused(own, lost);
    }
    return found;
  }

  private KeyRing create() {
    if (!(chosen instanceof RootKeyFile file)) {
      throw new StartRefused("There is no root key in the " + chosen.origin());
    }
    KeyRing created = file.create(random);
    LOG.warn(
        "made root key {} in {}: keep a copy of this file apart from the backups of the database",
        created.current().id(),
        file.origin());
    return created;
  }

  private StartRefused refused(@Nullable KeyRing own, List<InUse> lost) {
    if (own == null) {
      return new StartRefused(
          "There is no root key, but %s. Restore the %s or set %s."
              .formatted(needed(lost), chosen.origin(), RootKeySettings.KEY));
    }
    return new StartRefused(
        "The %s holds root key %s, but %s. Add that key."
            .formatted(
                chosen.origin(),
                own.ids().stream().map(RootKeyId::hex).collect(Collectors.joining(", ")),
                needed(lost)));
  }

  private static String needed(List<InUse> keys) {
    return keys.stream()
        .map(
            used ->
                "%d credentials are sealed under %s".formatted(used.credentials(), used.keyId()))
        .collect(Collectors.joining(" and "));
  }
}
