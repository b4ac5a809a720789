package surety.pseudonym;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The entities that a workspace knows, at one version. Immutable and safe for any thread; compiled
/// once, shared by all conversations of the workspace.
public final class Directory {
  private final long version;
  private final List<Entity> entities;

  private Directory(long version, List<Entity> entities) {
    this.version = version;
    this.entities = List.copyOf(entities);
  }

  /// Collects entities.
  public static Builder builder() {
    return new Builder();
  }

  /// The version that the builder was given.
  public long version() {
    return version;
  }

  /// All entities, in the order in which they were added.
  public List<Entity> entities() {
    return entities;
  }

  /// Hands every declared form of every entity to `reader`. Forms are derived anew by each call, so
  /// that nobody has to keep them. The same text may come for several entities.
  public void forEachForm(Consumer<Form> reader) {
    for (Entity entity : entities) {
      reader.accept(new Form(entity, entity.name(), FormRule.NAME, FormClass.STRONG));
    }
  }

  /// Shows version and size.
  @Override
  public String toString() {
    return "Directory[version " + version + ", " + entities.size() + " entities]";
  }

  /// Collects entities for a [Directory]. Not thread-safe.
  public static final class Builder {
    private final List<Entity> entities = new ArrayList<>();
    private final Map<String, Entity> byId = new HashMap<>();
    private long version = 1;

    private Builder() {}

    /// Sets the version, 1 if it is not set.
    public Builder version(long version) {
      this.version = version;
      return this;
    }

    /// Adds an entity.
    ///
    /// @throws IllegalArgumentException if its id was added before
    public Builder add(Entity entity) {
      if (Optional.ofNullable(byId.put(entity.id(), entity)).isPresent()) {
        throw new IllegalArgumentException("two entities have the id " + entity.id());
      }
      entities.add(entity);
      return this;
    }

    /// Adds a client.
    public Builder client(String id, String name, String... aliases) {
      return add(new Entity(id, EntityKind.CLIENT, name, List.of(aliases)));
    }

    /// Adds a project.
    public Builder project(String id, String name, String... aliases) {
      return add(new Entity(id, EntityKind.PROJECT, name, List.of(aliases)));
    }

    /// Adds a person.
    public Builder person(String id, String name, String... aliases) {
      return add(new Entity(id, EntityKind.PERSON, name, List.of(aliases)));
    }

    /// Compiles the directory.
    public Directory build() {
      return new Directory(version, entities);
    }
  }
}
