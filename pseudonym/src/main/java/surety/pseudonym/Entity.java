package surety.pseudonym;

import java.util.List;

/// A client, project or person whose name must not leave.
///
/// @param id stable and unique within its directory; tokens of the stable style depend on it
/// @param kind what it is
/// @param name its canonical name, to which a bare token restores; 1 to 400 characters with at
///     least one letter or digit
/// @param aliases other names, former names, e-mail addresses, domains, codes; each like a name
public record Entity(String id, EntityKind kind, String name, List<String> aliases) {
  static final int MAX_NAME_LENGTH = 400;

  /// Checks and copies.
  ///
  /// @throws IllegalArgumentException if the id is empty, or a name is too long or has neither
  ///     letter nor digit
  public Entity {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an entity needs an id");
    }
    aliases = List.copyOf(aliases);
    requireName(name);
    aliases.forEach(Entity::requireName);
  }

  private static void requireName(String name) {
    if (name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "length of a name: " + name.length() + " (expected: at most " + MAX_NAME_LENGTH + ")");
    }
    if (name.codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw new IllegalArgumentException("a name needs a letter or a digit");
    }
  }

  /// Shows kind and id, never a name.
  @Override
  public String toString() {
    return "Entity[" + kind + " " + id + "]";
  }
}
