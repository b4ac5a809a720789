package surety.server.insight.figures;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import surety.server.connect.SourceRecord;

/// Phase one: the people and projects that time, invoices and bookings refer to.
///
/// Not safe for use by several threads: feed it one stream after the other.
public final class References {

  private final Map<Key, Staff> people = new HashMap<>();
  private final Map<Key, SourceRecord.Project> projects = new HashMap<>();
  private final Map<Key, Key> samePeople = new HashMap<>();
  private final Map<Key, Key> sameProjects = new HashMap<>();

  /// Takes a person or a project.
  ///
  /// @param source tells the sources apart whose ids may be the same
  /// @throws IllegalArgumentException for any other record: it belongs to phase two
  public void accept(int source, SourceRecord record) {
    switch (record) {
      case SourceRecord.Person person ->
          people.put(new Key(source, person.id()), new Staff(people.size(), person));
      case SourceRecord.Project project -> projects.put(new Key(source, project.id()), project);
      default ->
          throw new IllegalArgumentException(
              "phase one takes people and projects, not " + record.getClass().getSimpleName());
    }
  }

  /// From here on, who is called `other` is the person `known`.
  void samePerson(Key other, Key known) {
    samePeople.put(other, known);
  }

  /// From here on, what is called `other` is the project `known`.
  void sameProject(Key other, Key known) {
    sameProjects.put(other, known);
  }

  // An id that the people fetch did not deliver still has hours, though no contract and no rate.
  Staff person(int source, String id) {
    Key key = new Key(source, id);
    return people.computeIfAbsent(
        samePeople.getOrDefault(key, key), unknown -> Staff.unknown(people.size()));
  }

  /// The name of a project in the sums.
  Key project(int source, String id) {
    Key key = new Key(source, id);
    return sameProjects.getOrDefault(key, key);
  }

  Collection<Staff> people() {
    return people.values();
  }

  Map<Key, SourceRecord.Project> projects() {
    return Map.copyOf(projects);
  }
}
