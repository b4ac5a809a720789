package surety.sandbox;

import static surety.sandbox.Condition.Comparison.AT_LEAST;
import static surety.sandbox.Condition.Comparison.AT_MOST;
import static surety.sandbox.ProductiveTables.shape;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The firm's bookings, kinds of absence and salaries in Productive.io's resources.
final class ProductivePlanning {
  private final Firm firm;

  ProductivePlanning(Firm firm) {
    this.firm = firm;
  }

  List<Table> all() {
    return List.of(bookings(), events(), salaries());
  }

  private Table bookings() {
    Shape<Booking> shape =
        ProductiveTables.<Booking>shape(Booking::id, this::booking)
            .column("started_on", Booking::from)
            .column("ended_on", Booking::to)
            .column("draft", ProductivePlanning::isDraft)
            .column("canceled", booking -> booking.state() == Booking.State.CANCELED)
            .column("booking_type", booking -> booking.serviceId() == null ? "event" : "service")
            .column("project_id", Booking::projectId)
            .one("person", Booking::personId)
            .one("service", Booking::serviceId)
            .one("event", Booking::eventId);
    Table table = new Table("bookings", shape.rows(firm.bookings())).one("person", "people");
    table
        .one("service", "services")
        .one("event", "events")
        .one("approver", "people")
        .one("task", "tasks");
    table.filter("after", "ended_on", AT_LEAST).filter("before", "started_on", AT_MOST);
    table.filter("project_id").filter("booking_type").filter("canceled");
    // with_draft=true takes a default condition away; on its own it selects nothing.
    return table.filter("with_draft", "with_draft", Condition.Comparison.NONE_OF);
  }

  private static int method(Booking.Method method) {
    return switch (method) {
      case PER_DAY -> 1;
      case PERCENTAGE -> 2;
      case TOTAL -> 3;
    };
  }

  private static boolean isDraft(Booking booking) {
    return booking.state() == Booking.State.TENTATIVE;
  }

  private void booking(Booking booking, Json json) {
    boolean leave = booking.kind() != Booking.Kind.WORK;
    boolean approved = leave && booking.state() == Booking.State.CONFIRMED;
    String decided = Times.local(booking.createdOn(), 12);
    json.put("started_on", booking.from()).put("ended_on", booking.to());
    json.put("booking_method_id", method(booking.method())).put("time", booking.minutesPerDay());
    json.put("hours", booking.minutesPerDay() == null ? null : booking.minutesPerDay() / 60);
    json.put("total_time", booking.totalMinutes()).put("percentage", booking.percent());
    json.put("draft", isDraft(booking))
        .put("note", booking.note().isEmpty() ? null : booking.note());
    json.put("approved_at", approved ? decided : null);
    json.put("rejected_at", booking.state() == Booking.State.REJECTED ? decided : null);
    json.put("canceled_at", booking.state() == Booking.State.CANCELED ? decided : null);
    json.put("created_at", Times.local(booking.createdOn(), 8)).put("updated_at", decided);
  }

  private Table events() {
    Shape<Booking.Event> shape =
        shape(
            Booking.Event::id,
            (event, json) ->
                json.put("name", event.name())
                    .put("event_type_id", 1)
                    .put("absence_type", "time_off")
                    .put("half_day_bookings", true)
                    .put("archived_at", null));
    return new Table("events", shape.rows(firm.events()));
  }

  private record Salary(long id, Person person, Person.CostRate rate) {}

  private Table salaries() {
    List<Salary> all = new ArrayList<>();
    for (Person person : firm.people()) {
      for (Person.CostRate rate : person.costRates()) {
        all.add(new Salary(7_001 + all.size(), person, rate));
      }
    }
    Shape<Salary> shape =
        ProductiveTables.<Salary>shape(Salary::id, ProductivePlanning::salary)
            .column("started_on", salary -> salary.rate().from())
            .column(
                "ended_on",
                salary -> salary.rate().to() == null ? "9999-12-31" : salary.rate().to())
            .one("person", salary -> salary.person().id());
    Table table = new Table("salaries", shape.rows(all)).one("person", "people");
    return table.filter("after", "ended_on", AT_LEAST).filter("before", "started_on", AT_MOST);
  }

  // Even ids are monthly salaries, whose cost is for a month; the hourly rate is what counts in
  // both.
  private static void salary(Salary salary, Json json) {
    long hourly = salary.rate().perHour().minorUnits();
    boolean monthly = salary.id() % 2 == 0;
    LocalDate from = salary.rate().from();
    Person.Capacity capacity =
        salary.person().capacities().stream()
            .filter(c -> from != null && (c.to() == null || !c.to().isBefore(from)))
            .findFirst()
            .orElseGet(() -> salary.person().capacities().getLast());
    long month = hourly * capacity.minutesPerWeek() * 52 / 60 / 12;
    json.put("cost", monthly ? month : hourly).put("hourly_rate", hourly);
    json.put("currency", salary.rate().perHour().currency()).put("salary_type_id", monthly ? 1 : 2);
    json.put("started_on", from).put("ended_on", salary.rate().to());
    json.raw("working_hours", "[" + ProductiveTables.twoWeeks(capacity) + "]")
        .put("overhead", false);
  }
}
