package surety.server.ai.mcp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import surety.server.ai.names.SourceNames;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Booking;
import surety.server.connect.SourceRecord.Deal;
import surety.server.connect.SourceRecord.Invoice;
import surety.server.connect.SourceRecord.Person;
import surety.server.connect.SourceRecord.Project;
import surety.server.connect.SourceRecord.TimeEntry;
import surety.server.platform.Ephemeral;

/// Who and what the ids in records stand for, system by system.
final class People implements Ephemeral {

  private static final LocalDate LONG_AGO = LocalDate.of(1, 1, 1);

  private final Map<Place, String> names = new HashMap<>();
  private final Map<Place, String> clients = new HashMap<>();
  private final SourceNames all = new SourceNames(Instant.EPOCH);

  private enum What {
    PERSON,
    PROJECT
  }

  private record Place(What what, int system, String id) {}

  /// A record with the number of its system, from 1.
  record Found(int system, SourceRecord record) implements Ephemeral {
    @Override
    public String toString() {
      return "Found[...]";
    }
  }

  /// Learns every name of a reading, and who its people and projects are.
  void learn(Records records) {
    for (Found found : found(records)) {
      all.take(found.record());
      switch (found.record()) {
        case Person person ->
            names.put(new Place(What.PERSON, found.system(), person.id()), person.name());
        case Project project -> learn(found.system(), project);
        case TimeEntry _, Invoice _, Deal _, Booking _ -> {}
      }
    }
  }

  private void learn(int system, Project project) {
    Place place = new Place(What.PROJECT, system, project.id());
    names.put(place, project.name());
    if (project.clientName() != null) {
      clients.put(place, project.clientName());
    }
  }

  /// Every name that was learnt.
  SourceNames all() {
    return all;
  }

  /// The records of a reading, in an order that is the same each time.
  static List<Found> ordered(Records records) {
    List<Found> found = found(records);
    found.sort(
        Comparator.comparing((Found one) -> day(one.record()))
            .thenComparing(Found::system)
            .thenComparing(one -> one.record().id()));
    return found;
  }

  private static List<Found> found(Records records) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < records.parts().size(); i++) {
      int system = i + 1;
      records.parts().get(i).records().forEach(record -> found.add(new Found(system, record)));
    }
    return found;
  }

  private static LocalDate day(SourceRecord record) {
    LocalDate day =
        switch (record) {
          case TimeEntry entry -> entry.day();
          case Invoice invoice -> invoice.issuedOn();
          case Deal deal -> deal.createdOn();
          case Booking booking -> booking.from();
          case Project _, Person _ -> null;
        };
    return day == null ? LONG_AGO : day;
  }

  @Nullable String person(int system, String id) {
    return names.get(new Place(What.PERSON, system, id));
  }

  @Nullable String project(int system, @Nullable String id) {
    return id == null ? null : names.get(new Place(What.PROJECT, system, id));
  }

  @Nullable String client(int system, @Nullable String projectId) {
    return projectId == null ? null : clients.get(new Place(What.PROJECT, system, projectId));
  }

  /// Whether a record is about a client of this name.
  boolean isOfClient(Found found, String name) {
    return isAmong(
        name,
        switch (found.record()) {
          case Project project -> Stream.ofNullable(project.clientName());
          case Invoice invoice -> Stream.ofNullable(invoice.clientName());
          case Deal deal -> Stream.ofNullable(deal.clientName());
          case TimeEntry entry -> Stream.ofNullable(client(found.system(), entry.projectId()));
          case Booking booking -> Stream.ofNullable(client(found.system(), booking.projectId()));
          case Person _ -> Stream.empty();
        });
  }

  /// Whether a record is about a project, or a deal, of this name.
  boolean isOfProject(Found found, String name) {
    return isAmong(
        name,
        switch (found.record()) {
          case Project project -> Stream.of(project.name());
          case Deal deal -> Stream.of(deal.name());
          case Invoice invoice ->
              invoice.lines().stream()
                  .map(line -> project(found.system(), line.projectId()))
                  .filter(Objects::nonNull);
          case TimeEntry entry -> Stream.ofNullable(project(found.system(), entry.projectId()));
          case Booking booking -> Stream.ofNullable(project(found.system(), booking.projectId()));
          case Person _ -> Stream.empty();
        });
  }

  /// Whether a record is about a person of this name.
  boolean isOfPerson(Found found, String name) {
    return isAmong(
        name,
        switch (found.record()) {
          case Person person -> Stream.of(person.name());
          case TimeEntry entry -> Stream.ofNullable(person(found.system(), entry.personId()));
          case Booking booking -> Stream.ofNullable(person(found.system(), booking.personId()));
          case Project _, Invoice _, Deal _ -> Stream.empty();
        });
  }

  private static boolean isAmong(String name, Stream<String> names) {
    String folded = SourceNames.folded(name);
    return names.anyMatch(each -> SourceNames.folded(each).equals(folded));
  }

  @Override
  public String toString() {
    return "People[...]";
  }
}
