package surety.sandbox;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes 18 clients and 40 projects with their budgets and services.
final class WorkGenerator {
  static final int PROJECTS = 40;
  private static final int INTERNAL = 4;
  private static final List<String> CLIENTS =
      List.of(
          "Helix Bakery Group",
          "Harbour Freight Lines",
          "Øresund Kaffe A/S",
          "Banca Câmpia",
          "Świt Energia",
          "Müller & Söhne Maschinenbau",
          "Café São Bento",
          "Northgate Clinics",
          "Ateliers Génie",
          "Tullamore Dairies",
          "Ñandú Outdoor",
          "Šumava Papír",
          "Copperline Rail",
          "Ferrovia Alpina",
          "Brightwell Schools",
          "Ğolden Textil",
          "Lumen Optik",
          "Pacific Kelp Co.");
  private static final List<String> SUBJECTS =
      List.of(
          "Onboarding portal",
          "CMS migration",
          "Scanner app",
          "Data platform",
          "Rebranding",
          "Web shop",
          "Accessibility audit",
          "Customer portal",
          "Mobile app",
          "Design system",
          "Search",
          "Booking engine");
  private static final List<String> INTERNAL_NAMES =
      List.of("Operations", "Training", "Own website", "Sales support");

  private final FirmBuilder firm;
  private final SplittableRandom random;
  private final LocalDate start;

  WorkGenerator(FirmBuilder firm, SplittableRandom random) {
    this.firm = firm;
    this.random = random;
    this.start = FirmGenerator.historyStart(firm.today);
  }

  void generate() {
    for (int i = 0; i < CLIENTS.size(); i++) {
      firm.clients.add(
          new Client(
              70_001 + i, CLIENTS.get(i), currency(i), 14 + 16 * (i % 3), i == 9 || i == 15));
      firm.contacts.add(
          new Contact(
              95_001 + i,
              70_001 + i,
              "Accounts",
              "Desk " + (i + 1),
              "accounts@client" + i + ".example"));
    }
    for (int i = 0; i < PROJECTS - INTERNAL; i++) {
      clientProject(i);
    }
    for (int i = 0; i < INTERNAL; i++) {
      internalProject(i);
    }
  }

  private static String currency(int client) {
    return switch (client) {
      case 1, 7, 14 -> "GBP";
      case 12, 17 -> "USD";
      case 13 -> "CHF";
      default -> FirmGenerator.HOME;
    };
  }

  private static Billing billing(int index) {
    if (index == 20 || index == 33) {
      return Billing.NON_BILLABLE;
    }
    return index == 9 || (index >= 12 && index % 5 < 2)
        ? Billing.FIXED_FEE
        : Billing.TIME_AND_MATERIALS;
  }

  // The first nine run through the whole history, so that there is always work.
  private void clientProject(int index) {
    Client client = firm.clients.get(index % CLIENTS.size());
    boolean ongoing = index < 9;
    LocalDate from = ongoing ? start : start.plusDays(20L + random.nextInt(900));
    LocalDate to = ongoing ? null : from.plusDays(120L + random.nextInt(420));
    if (index >= 9 && index < 12) {
      from = firm.today.minusDays(150L + random.nextInt(100));
      to = firm.today.plusDays(60L + random.nextInt(120));
    }
    Span span = span(from, to, index != 5 && index != 16, index != 21 && index != 22);
    String name = client.name() + ": " + SUBJECTS.get(index % SUBJECTS.size());
    add(index, client, billing(index), span, name);
  }

  private void internalProject(int index) {
    Span span = span(start, null, true, true);
    String name = INTERNAL_NAMES.get(index);
    add(PROJECTS - INTERNAL + index, null, Billing.NON_BILLABLE, span, name);
  }

  private Span span(LocalDate from, @Nullable LocalDate to, boolean fromKnown, boolean toKnown) {
    LocalDate last = to == null ? LocalDate.of(firm.today.getYear(), 12, 31) : to;
    return new Span(from, last, fromKnown, toKnown);
  }

  /// When the work really runs, and which of the dates somebody entered.
  private record Span(LocalDate from, LocalDate to, boolean fromKnown, boolean toKnown) {
    @Nullable LocalDate enteredFrom(LocalDate day) {
      return fromKnown ? day : null;
    }

    @Nullable LocalDate enteredTo(LocalDate day) {
      return toKnown ? day : null;
    }
  }

  private void add(int index, @Nullable Client client, Billing billing, Span span, String name) {
    long id = 410_001L + index;
    String currency = client == null ? FirmGenerator.HOME : client.currency();
    firm.spans.put(id, new LocalDate[] {span.from(), span.to()});
    Money fee = addBudgets(index, id, billing, span, currency);
    firm.projects.add(
        new Project(
            id,
            name,
            "MO-" + (101 + index),
            client == null ? null : client.id(),
            billing,
            currency,
            fee,
            span.enteredFrom(span.from()),
            span.enteredTo(span.to()),
            isOver(span.to()),
            span.from().minusDays(12),
            90_101 + index % 3));
  }

  private boolean isOver(LocalDate lastDay) {
    return lastDay.isBefore(firm.today.minusDays(40));
  }

  private @Nullable Money addBudgets(
      int index, long project, Billing billing, Span span, String currency) {
    @Nullable Money sum = null;
    for (LocalDate[] part : parts(billing, span)) {
      Money total = total(index, billing, part, currency);
      if (total != null) {
        sum = new Money(total.minorUnits() + (sum == null ? 0 : sum.minorUnits()), currency);
      }
      addBudget(index, project, billing, span, part, total, currency);
    }
    return sum;
  }

  private static List<LocalDate[]> parts(Billing billing, Span span) {
    if (billing == Billing.FIXED_FEE) {
      return List.<LocalDate[]>of(new LocalDate[] {span.from(), span.to()});
    }
    return span.from()
        .datesUntil(span.to().plusDays(1))
        .filter(day -> day.equals(span.from()) || day.getDayOfYear() == 1)
        .map(day -> new LocalDate[] {day, earlier(span.to(), LocalDate.of(day.getYear(), 12, 31))})
        .toList();
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }

  // Ongoing work is sold by the year, in proportion to its days; what is sold is not what is
  // worked.
  private @Nullable Money total(int index, Billing billing, LocalDate[] part, String currency) {
    long days = part[0].until(part[1], ChronoUnit.DAYS) + 1;
    long perDay = index < 9 ? 470L + random.nextInt(170) : 170L + random.nextInt(200);
    boolean fixed = billing == Billing.FIXED_FEE;
    long thousands = fixed ? 110L + random.nextInt(160) : Math.max(1, days * perDay / 1_000);
    return billing == Billing.NON_BILLABLE || index == 11
        ? null
        : new Money(thousands * 100_000, currency);
  }

  private void addBudget(
      int index,
      long project,
      Billing billing,
      Span span,
      LocalDate[] part,
      @Nullable Money total,
      String currency) {
    long id = 300_001L + firm.budgets.size();
    String name = part[0].getYear() + " budget";
    firm.budgets.add(
        new Budget(
            id,
            project,
            name,
            total,
            span.enteredFrom(part[0]),
            span.enteredTo(part[1]),
            isOver(part[1])));
    int before = firm.services.size();
    addServices(index, id, project, billing, part[0].getYear(), total, currency);
    List<Service> added = List.copyOf(firm.services.subList(before, firm.services.size()));
    for (int year = part[0].getYear(); year <= part[1].getYear(); year++) {
      firm.servicesByYear.computeIfAbsent(project, _ -> new HashMap<>()).put(year, added);
    }
  }

  private void addServices(
      int index,
      long budget,
      long project,
      Billing billing,
      int year,
      @Nullable Money total,
      String currency) {
    switch (billing) {
      case TIME_AND_MATERIALS -> {
        long raise = 100 + 3L * (year - start.getYear());
        rated(
            budget, project, "Engineering", (11_000 + 200L * (index % 9)) * raise / 100, currency);
        rated(budget, project, "Design", (9_800 + 200L * (index % 7)) * raise / 100, currency);
        if (index == 3 || index == 10) {
          service(budget, project, "Support", billing, null, null);
        }
        service(budget, project, "Rework", Billing.NON_BILLABLE, null, null);
      }
      case FIXED_FEE -> {
        service(budget, project, "Delivery", billing, null, total);
        service(budget, project, "Rework", Billing.NON_BILLABLE, null, null);
      }
      case NON_BILLABLE -> service(budget, project, "Not billed", billing, null, null);
    }
  }

  private void rated(long budget, long project, String name, long cents, String currency) {
    Money rate = new Money(PeopleGenerator.toStep(cents), currency);
    service(budget, project, name, Billing.TIME_AND_MATERIALS, rate, null);
  }

  private void service(
      long budget,
      long project,
      String name,
      Billing billing,
      @Nullable Money rate,
      @Nullable Money fixedPrice) {
    firm.services.add(
        new Service(
            556_001 + firm.services.size(), budget, project, name, billing, rate, fixedPrice));
  }
}
