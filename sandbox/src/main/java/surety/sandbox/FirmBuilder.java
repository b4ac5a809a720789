package surety.sandbox;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A firm in the making: the lists that the generators fill one after the other.
final class FirmBuilder {
  final String name;
  final LocalDate today;
  final Map<String, BigDecimal> exchangeRates;
  List<Client> clients = new ArrayList<>();
  List<Contact> contacts = new ArrayList<>();
  List<Person> people = new ArrayList<>();
  List<Project> projects = new ArrayList<>();
  List<Budget> budgets = new ArrayList<>();
  List<Service> services = new ArrayList<>();
  List<TimeEntry> timeEntries = new ArrayList<>();
  List<TimeEntry> runningTimers = new ArrayList<>();
  List<Invoice> invoices = new ArrayList<>();
  List<Deal.Stage> stages = new ArrayList<>();
  List<Deal> deals = new ArrayList<>();
  List<Booking.Event> events = new ArrayList<>();
  List<Booking> bookings = new ArrayList<>();
  List<String> canaries = new ArrayList<>();

  /// First and last day of a project, whether or not somebody entered them.
  final Map<Long, LocalDate[]> spans = new HashMap<>();

  /// The services on which time can be logged, by project and year.
  final Map<Long, Map<Integer, List<Service>>> servicesByYear = new HashMap<>();

  FirmBuilder(String name, LocalDate today, Map<String, BigDecimal> exchangeRates) {
    this.name = name;
    this.today = today;
    this.exchangeRates = exchangeRates;
  }

  FirmBuilder(Firm firm) {
    this(firm.name(), firm.today(), firm.exchangeRates());
    clients = new ArrayList<>(firm.clients());
    contacts = new ArrayList<>(firm.contacts());
    people = new ArrayList<>(firm.people());
    projects = new ArrayList<>(firm.projects());
    budgets = new ArrayList<>(firm.budgets());
    services = new ArrayList<>(firm.services());
    timeEntries = new ArrayList<>(firm.timeEntries());
    runningTimers = new ArrayList<>(firm.runningTimers());
    invoices = new ArrayList<>(firm.invoices());
    stages = new ArrayList<>(firm.stages());
    deals = new ArrayList<>(firm.deals());
    events = new ArrayList<>(firm.events());
    bookings = new ArrayList<>(firm.bookings());
    canaries = new ArrayList<>(firm.canaries());
  }

  LocalDate[] span(Project project) {
    return Objects.requireNonNull(spans.get(project.id()));
  }

  List<Service> servicesOf(Project project, int year) {
    return Objects.requireNonNull(servicesByYear.get(project.id())).getOrDefault(year, List.of());
  }

  Firm build() {
    return new Firm(
        name,
        FirmGenerator.HOME,
        today,
        exchangeRates,
        clients,
        contacts,
        people,
        projects,
        budgets,
        services,
        timeEntries,
        runningTimers,
        invoices,
        stages,
        deals,
        events,
        bookings,
        canaries);
  }
}
