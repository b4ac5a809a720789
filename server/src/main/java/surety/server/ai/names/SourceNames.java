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

/// The names that one reading of a workspace's systems delivered.
///
/// The same name from two systems is one entity, so that it has one token.
final class SourceNames implements Ephemeral {

  private static final int LONGEST = 400;
  private static final int MOST = 200_000;

  private final Instant startedAt;
  private final Map<String, Entity> entities = new LinkedHashMap<>();

  SourceNames(Instant startedAt) {
    this.startedAt = startedAt;
  }

  Instant startedAt() {
    return startedAt;
  }

  Collection<Entity> entities() {
    return entities.values();
  }

  synchronized void take(SourceRecord record) {
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

  private void add(EntityKind kind, @Nullable String name) {
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
    String whole = name.strip();
    String cut = whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST);
    String id = kind + " " + cut.toLowerCase(Locale.ROOT);
    return Map.of(id, new Entity(id, kind, cut, List.of()));
  }

  @Override
  public String toString() {
    return "SourceNames[...]";
  }
}
