package surety.server.ai.names;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import surety.pseudonym.Entity;
import surety.pseudonym.EntityKind;
import surety.server.connect.SourceRecord;
import surety.server.platform.Ephemeral;

/// The names in what was read of a workspace's systems. Safe for any thread.
///
/// The same name from two systems is one entity, so that it has one token.
public final class SourceNames implements Ephemeral {

  private static final int LONGEST = 400;
  private static final int MOST = 200_000;

  private final Instant startedAt;
  private final Map<String, Entity> entities = new LinkedHashMap<>();

  /// Holds none yet.
  ///
  /// @param startedAt before the first request of the reading
  public SourceNames(Instant startedAt) {
    this.startedAt = startedAt;
  }

  Instant startedAt() {
    return startedAt;
  }

  Collection<Entity> entities() {
    return entities.values();
  }

  /// Those that are in no directory yet.
  synchronized List<Entity> without(Collection<Entity> known) {
    Map<String, Entity> others = new LinkedHashMap<>(entities);
    known.forEach(entity -> others.remove(entity.id()));
    return List.copyOf(others.values());
  }

  /// Takes every name of a record.
  ///
  /// @throws NamesUnavailable if there are more than this server holds
  public synchronized void take(SourceRecord record) {
    switch (record) {
      case SourceRecord.Project project -> {
        add(EntityKind.PROJECT, project.name());
        add(EntityKind.CLIENT, project.clientName());
      }
      // A placeholder such as "Designer" is a role and nobody's name.
      case SourceRecord.Person person -> add(EntityKind.PERSON, named(person));
      case SourceRecord.Invoice invoice -> add(EntityKind.CLIENT, invoice.clientName());
      case SourceRecord.Deal deal -> {
        add(EntityKind.PROJECT, deal.name());
        add(EntityKind.CLIENT, deal.clientName());
      }
      case SourceRecord.TimeEntry _, SourceRecord.Booking _ -> {}
    }
  }

  private static @Nullable String named(SourceRecord.Person person) {
    return person.placeholder() ? null : person.name();
  }

  /// Takes a name; what has neither letter nor digit is none.
  public synchronized void add(EntityKind kind, @Nullable String name) {
    if (name != null && name.codePoints().anyMatch(Character::isLetterOrDigit)) {
      entity(kind, name).forEach(this::put);
    }
  }

  private void put(String id, Entity entity) {
    if (entities.size() >= MOST) {
      throw new NamesUnavailable("the systems have more names than this server holds");
    }
    entities.putIfAbsent(id, entity);
  }

  /// The entity of a name, by an id that the name alone decides.
  static Map<String, Entity> entity(EntityKind kind, String name) {
    String cut = cut(name);
    String id = kind + " " + folded(cut);
    return Map.of(id, new Entity(id, kind, cut, List.of()));
  }

  /// What two ways to write the same name have in common.
  public static String folded(String name) {
    return cut(name).toLowerCase(Locale.ROOT);
  }

  private static String cut(String name) {
    String whole = name.strip();
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST);
  }

  @Override
  public String toString() {
    return "SourceNames[...]";
  }
}
