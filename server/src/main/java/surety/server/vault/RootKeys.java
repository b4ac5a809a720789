package surety.server.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.envelope.RootKeyFile;
import surety.envelope.RootKeyId;
import surety.envelope.RootKeyProvider;

/// The root keys of this server, which change while it runs. Safe for use by several threads.
///
/// A change is written to the file before it takes effect, so that a server that is killed starts
/// again with every key that a value may be sealed under.
final class RootKeys implements Supplier<KeyRing> {
  private final RootKeyPlace place;
  private final RootKeyProvider chosen;
  private final SecureRandom random;
  private volatile KeyRing ring;
  private volatile Set<RootKeyId> own;
  private FileTime read = FileTime.fromMillis(0);

  /// @param chosen where the current key is
  /// @param ring what was found there when the server started, and keys from elsewhere
  RootKeys(RootKeyPlace place, RootKeyProvider chosen, KeyRing ring, SecureRandom random) {
    this.place = place;
    this.chosen = chosen;
    this.random = random;
    this.ring = ring;
    this.own = Set.of();
    reread();
  }

  @Override
  public KeyRing get() {
    return ring;
  }

  RootKeyPlace place() {
    return place;
  }

  String origin() {
    return chosen.origin();
  }

  /// Whether the server can change its keys by itself.
  boolean changeable() {
    return file().isPresent();
  }

  /// Whether a key is in the place that is configured, and not in another one.
  boolean isOwn(RootKeyId id) {
    return file().isEmpty() || own.contains(id);
  }

  /// Draws a key that opens and does not yet seal.
  synchronized RootKeyId prepare() {
    RootKey next = RootKey.generate(random);
    write(requireFile().load().openingWith(List.of(next)));
    ring = ring.openingWith(List.of(next));
    return next.id();
  }

  /// Seals with this key from now on; the others open.
  ///
  /// @throws IllegalArgumentException if this server does not have it
  synchronized void promote(RootKeyId id) {
    RootKey key =
        ring.find(id).orElseThrow(() -> new IllegalArgumentException("no root key " + id));
    write(requireFile().load().rotatedTo(key));
    ring = ring.rotatedTo(key);
  }

  /// Forgets a key that is not current.
  synchronized void forget(RootKeyId id) {
    if (file().isPresent() && isOwn(id)) {
      write(requireFile().load().without(id));
    }
    ring = ring.without(id);
  }

  /// Takes over what somebody else wrote to the file.
  synchronized void reread() {
    Optional<RootKeyFile> file = file();
    if (file.isPresent() && !changedAt(file.get()).equals(read)) {
      KeyRing found = file.get().load();
      own = found.ids();
      ring = found.openingWith(ring.all());
      read = changedAt(file.get());
    }
  }

  private void write(KeyRing keys) {
    requireFile().replace(keys);
    own = keys.ids();
    read = changedAt(requireFile());
  }

  private Optional<RootKeyFile> file() {
    return chosen instanceof RootKeyFile file ? Optional.of(file) : Optional.empty();
  }

  private RootKeyFile requireFile() {
    return file().orElseThrow(() -> new IllegalStateException("the root key is in no file"));
  }

  private static FileTime changedAt(RootKeyFile file) {
    try {
      return Files.getLastModifiedTime(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException("the file of root keys cannot be looked at", e);
    }
  }
}
