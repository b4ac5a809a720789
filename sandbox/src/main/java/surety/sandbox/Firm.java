package surety.sandbox;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// The truth about one made-up firm: what the stand-ins serve, as plain immutable objects, so that
/// tests can compute every figure again without the wire.
///
/// The same seed and day give the same firm. It covers the three years that end on `today`, and
/// bookings beyond it. Times are multiples of 15 minutes and hourly rates multiples of 0.20, so
/// that hours times rate is exact to the minor unit.
///
/// What a vendor can not express is missing from [#seenBy], not from here.
///
/// @param homeCurrency ISO 4217 code; cost rates are in it
/// @param today the last day of history
/// @param exchangeRates home-currency value of one unit of each currency, the same on every day
/// @param people everybody who ever worked here, and placeholders
/// @param timeEntries ascending by day
/// @param runningTimers entries whose timer still runs; not part of `timeEntries`, only Harvest
///     serves them
/// @param invoices with credit notes and drafts, ascending by creation
/// @param canaries values planted by [#withCanary], as they appear on the wire
public record Firm(
    String name,
    String homeCurrency,
    LocalDate today,
    Map<String, BigDecimal> exchangeRates,
    List<Client> clients,
    List<Contact> contacts,
    List<Person> people,
    List<Project> projects,
    List<Budget> budgets,
    List<Service> services,
    List<TimeEntry> timeEntries,
    List<TimeEntry> runningTimers,
    List<Invoice> invoices,
    List<Deal.Stage> stages,
    List<Deal> deals,
    List<Booking.Event> events,
    List<Booking> bookings,
    List<String> canaries) {

  private static final long FIRST_FURTHER = 9_000_000;

  public Firm {
    exchangeRates = Map.copyOf(exchangeRates);
    clients = List.copyOf(clients);
    contacts = List.copyOf(contacts);
    people = List.copyOf(people);
    projects = List.copyOf(projects);
    budgets = List.copyOf(budgets);
    services = List.copyOf(services);
    timeEntries = List.copyOf(timeEntries);
    runningTimers = List.copyOf(runningTimers);
    invoices = List.copyOf(invoices);
    stages = List.copyOf(stages);
    deals = List.copyOf(deals);
    events = List.copyOf(events);
    bookings = List.copyOf(bookings);
    canaries = List.copyOf(canaries);
  }

  /// Makes the firm that belongs to a seed and a day.
  public static Firm generate(long seed, LocalDate today) {
    return new FirmGenerator(seed, today).firm();
  }

  /// The same firm with a unique marker in names, free text and amounts of some records of each
  /// kind.
  ///
  /// @param marker letters and digits that occur nowhere else
  public Firm withCanary(String marker) {
    return Canary.plant(this, marker);
  }

  /// The same firm with a further client and a project of it for every two names, new and without
  /// any work.
  public Firm withNames(List<String> names) {
    FirmBuilder more = toBuilder();
    for (int i = 0; i + 1 < names.size(); i += 2) {
      long id = FIRST_FURTHER + i;
      more.clients.add(new Client(id, names.get(i), homeCurrency, 30, false));
      more.projects.add(
          new Project(
              id,
              names.get(i + 1),
              "N-" + id,
              id,
              Billing.TIME_AND_MATERIALS,
              homeCurrency,
              null,
              null,
              null,
              false,
              today,
              people.getFirst().id()));
    }
    return more.build();
  }

  /// The firm as far as a vendor's format can express it.
  ///
  /// Both list the firm itself as the client of internal work.
  ///
  /// PRODUCTIVE: all but running timers and the people's default bill rates. A project has no fee
  /// and no dates of its own: they are the sum and the span of its budgets, which the generator
  /// keeps equal.
  ///
  /// HARVEST: no bookings, events, contacts, placeholders, budgets and stages. Deals are estimates
  /// without probability and expected close. A person has one weekly capacity, the latest, without
  /// pattern or dates (here spread evenly over Monday to Friday), and no dates of employment. An
  /// entry is billable as a whole or not at all. Credit notes are invoices with negative amounts;
  /// they do not say what they correct. Single payments are to be had by one request for each
  /// invoice only. The services of a project are its tasks.
  ///
  /// FLOAT: no invoices and deals. All money is in the home currency. A person has one week and one
  /// cost rate, the latest, without dates. An entry is billable as a whole or not at all, without
  /// rates. Bookings are hours on each working day; leave is there or not, holidays are nobody's.
  ///
  /// PIPEDRIVE, HUBSPOT: people by name, and deals, whose probability is their stage's where they
  /// have none of their own. At HubSpot a deal that is closed does not tell when that was expected.
  ///
  /// CONNECTWISE, AUTOTASK: no bookings, placeholders and drafts, payments or write-offs of
  /// invoices. Rates and deals are in the home currency, at Autotask all money. A person has one
  /// cost rate, the latest, at ConnectWise one weekly capacity as well. ConnectWise lists the firm
  /// itself as the client of internal work, and its entries are billable as a whole or not at all.
  ///
  /// QUICKBOOKS, XERO: no bookings and placeholders; projects without first day and billing; deals
  /// are estimates or quotes, of which neither chance nor close is told. QUICKBOOKS: no drafts,
  /// payments, write-offs, fees and days of projects; one cost rate, the latest; rates in the home
  /// currency; an entry is billable as a whole or not at all. XERO: no time entries, no lines and
  /// write-offs of invoices, and just the people who work there now, by name.
  ///
  /// ACCELO: as AUTOTASK, with the firm itself as the client of internal work. Invoices tell what
  /// is still open of them; bookings of work are tasks, which are certain and have a total alone.
  ///
  /// KANTATA: no invoices, deals and leave. A person has one cost rate, the latest. An entry is
  /// billable as a whole or not at all, with one currency for its rates. Bookings have a total
  /// alone.
  ///
  /// RESOURCEGURU: people, projects and clients by name, and bookings of work, each day on its own.
  ///
  /// SCORO: as ACCELO, without the firm as a client, with the invoices' and deals' own currencies
  /// and the parts of entries that are billable. Cost rates hold until the next one; projects have
  /// no fee and entries no rates. Deals are quotes, which go by a number.
  ///
  /// SALESFORCE: as HUBSPOT; an open deal always has a day on which it is expected to close.
  public Firm seenBy(Vendor vendor) {
    return switch (vendor) {
      case PRODUCTIVE -> VendorView.productive(this);
      case HARVEST -> VendorView.harvest(this);
      case FLOAT -> VendorView.floats(this);
      case PIPEDRIVE -> VendorView.pipedrive(this);
      case HUBSPOT -> VendorView.hubspot(this);
      case CONNECTWISE -> VendorView.connectwise(this);
      case AUTOTASK -> VendorView.autotask(this);
      case QUICKBOOKS -> VendorView.quickbooks(this);
      case XERO -> VendorView.xero(this);
      case ACCELO -> FurtherViews.accelo(this);
      case KANTATA -> FurtherViews.kantata(this);
      case RESOURCEGURU -> FurtherViews.resourceguru(this);
      case SCORO -> FurtherViews.scoro(this);
      case SALESFORCE -> FurtherViews.salesforce(this);
    };
  }

  FirmBuilder toBuilder() {
    return new FirmBuilder(this);
  }
}
