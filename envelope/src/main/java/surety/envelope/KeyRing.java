package surety.envelope;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The root keys that a process knows: one that seals, and former ones that only open.
///
/// Immutable. A rotation makes a new ring with [#rotatedTo]; once every value was rewrapped, the
/// former key is dropped with [#without].
///
/// @param current the key that new values are sealed under
/// @param former keys that values may still be sealed under
public record KeyRing(RootKey current, List<RootKey> former) {

  /// @throws RootKeyRefused if a key is there twice
  public KeyRing {
    former = List.copyOf(former);
    long distinct = Stream.concat(Stream.of(current), former.stream()).distinct().count();
    if (distinct != former.size() + 1L) {
      throw new RootKeyRefused("a root key is registered twice");
    }
  }

  /// A ring of one key.
  public KeyRing(RootKey current) {
    this(current, List.of());
  }

  /// The ids of all keys, the current one first.
  public Set<RootKeyId> ids() {
    return keys().map(RootKey::id).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// The key with this id, if it is registered.
  public Optional<RootKey> find(RootKeyId id) {
    if (current.id().equals(id)) {
      return Optional.of(current);
    }
    for (RootKey key : former) {
      if (key.id().equals(id)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /// A ring that seals with another key and still opens what these keys sealed. A former key may
  /// become current again.
  public KeyRing rotatedTo(RootKey next) {
    return new KeyRing(next, keys().filter(key -> !key.equals(next)).toList());
  }

  /// A ring that opens with these keys too; keys that it has stay as they are.
  public KeyRing openingWith(Collection<RootKey> more) {
    List<RootKey> unknown =
        more.stream().filter(key -> find(key.id()).isEmpty()).distinct().toList();
    return new KeyRing(current, Stream.concat(former.stream(), unknown.stream()).toList());
  }

  /// A ring that has forgotten a former key: what is still sealed under it can no longer be opened.
  ///
  /// @throws IllegalArgumentException if the key is the current one
  public KeyRing without(RootKeyId id) {
    if (current.id().equals(id)) {
      throw new IllegalArgumentException("the current root key cannot be dropped");
    }
    return new KeyRing(current, former.stream().filter(key -> !key.id().equals(id)).toList());
  }

  /// @throws KeyUnavailable if the key is not registered
  RootKey require(RootKeyId id) {
    return find(id).orElseThrow(() -> new KeyUnavailable(id));
  }

  /// All keys, the current one first.
  public List<RootKey> all() {
    return keys().toList();
  }

  private Stream<RootKey> keys() {
    return Stream.concat(Stream.of(current), former.stream());
  }
}
