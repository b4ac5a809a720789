package surety.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes 1,200 invoices: time-and-materials work from its time entries, fixed fees in parts, and
/// the credit notes and drafts that a real ledger holds.
final class InvoiceGenerator {
  static final int INVOICES = 1_200;
  private static final int CREDIT_NOTES = 24;
  private static final int PARTS_OF_A_FEE = 4;

  private final FirmBuilder firm;
  private final SplittableRandom random;
  private final Map<Long, Service> services = new LinkedHashMap<>();
  private final Map<Long, Client> clients = new LinkedHashMap<>();
  private final List<Plan> plans = new ArrayList<>();
  private long nextLine = 910_001;

  InvoiceGenerator(FirmBuilder firm, SplittableRandom random) {
    this.firm = firm;
    this.random = random;
    firm.services.forEach(service -> services.put(service.id(), service));
    firm.clients.forEach(client -> clients.put(client.id(), client));
  }

  /// What an invoice will bill, before it has a number and a fate.
  record Plan(
      Project project,
      LocalDate from,
      LocalDate to,
      List<Invoice.Line> lines,
      List<Integer> entries) {}

  void generate() {
    for (Project project : firm.projects) {
      if (project.billing() == Billing.FIXED_FEE) {
        planFee(project);
      }
    }
    planTime(INVOICES - CREDIT_NOTES - plans.size());
    plans.sort(Comparator.comparing(Plan::to).thenComparing(plan -> plan.project().id()));
    InvoiceFate fate = new InvoiceFate(firm.today, random);
    for (Plan plan : plans) {
      issue(plan, fate);
    }
    new CreditNotes(firm, random).generate(CREDIT_NOTES);
  }

  private void issue(Plan plan, InvoiceFate fate) {
    long id = 661_001L + firm.invoices.size();
    Client client = Objects.requireNonNull(clients.get(plan.project().clientId()));
    boolean newest = plan.to().isAfter(firm.today.minusDays(45)) && !plan.entries().isEmpty();
    firm.invoices.add(fate.invoice(id, client, plan, newest));
    for (int entry : plan.entries()) {
      firm.timeEntries.set(entry, firm.timeEntries.get(entry).billedBy(id));
    }
  }

  private void planFee(Project project) {
    LocalDate[] span = firm.span(project);
    Budget budget = budgetOf(project);
    long fee = budget.total() == null ? 0 : budget.total().minorUnits();
    long days = span[0].until(span[1], java.time.temporal.ChronoUnit.DAYS) / PARTS_OF_A_FEE;
    for (int part = 0; part < PARTS_OF_A_FEE; part++) {
      LocalDate from = span[0].plusDays(days * part);
      LocalDate to = from.plusDays(days - 1);
      if (to.isBefore(firm.today.minusDays(10))) {
        long amount = fee / PARTS_OF_A_FEE;
        String text = "Part " + (part + 1) + " of " + PARTS_OF_A_FEE;
        List<Invoice.Line> lines =
            List.of(
                new Invoice.Line(
                    nextLine++, project.id(), budget.id(), text, null, amount, amount));
        plans.add(new Plan(project, from, to, lines, List.of()));
      }
    }
  }

  private Budget budgetOf(Project project) {
    return firm.budgets.stream()
        .filter(budget -> budget.projectId() == project.id())
        .findFirst()
        .orElseThrow();
  }

  // Weekly buckets, then neighbours of one project are joined until the number is right.
  private void planTime(int wanted) {
    List<List<List<Integer>>> byProject = weeklyBuckets();
    int total = byProject.stream().mapToInt(List::size).sum();
    for (int round = 0; total > wanted; round++) {
      for (List<List<Integer>> buckets : byProject) {
        if (total > wanted && buckets.size() > 1 && round % 2 == random.nextInt(2)) {
          int left = random.nextInt(buckets.size() - 1);
          buckets.get(left).addAll(buckets.remove(left + 1));
          total--;
        }
      }
    }
    byProject.forEach(buckets -> buckets.forEach(this::planBucket));
  }

  private List<List<List<Integer>>> weeklyBuckets() {
    Map<Long, TreeMap<Long, List<Integer>>> found = new TreeMap<>();
    LocalDate cutoff = firm.today.minusDays(25);
    for (int i = 0; i < firm.timeEntries.size(); i++) {
      TimeEntry entry = firm.timeEntries.get(i);
      if (entry.billRate() != null
          && entry.billableMinutes() > 0
          && entry.day().isBefore(cutoff)
          && random.nextInt(40) != 0) {
        found
            .computeIfAbsent(entry.projectId(), _ -> new TreeMap<>())
            .computeIfAbsent(entry.day().toEpochDay() / 7, _ -> new ArrayList<>())
            .add(i);
      }
    }
    List<List<List<Integer>>> buckets = new ArrayList<>();
    found.values().forEach(weeks -> buckets.add(new ArrayList<>(weeks.values())));
    return buckets;
  }

  private void planBucket(List<Integer> entries) {
    Map<Long, Integer> minutes = new TreeMap<>();
    for (int i : entries) {
      TimeEntry entry = firm.timeEntries.get(i);
      minutes.merge(entry.serviceId(), entry.billableMinutes(), Integer::sum);
    }
    List<Invoice.Line> lines = new ArrayList<>();
    minutes.forEach((service, sum) -> lines.add(line(services.get(service), sum)));
    TimeEntry first = firm.timeEntries.get(entries.getFirst());
    LocalDate last = firm.timeEntries.get(entries.getLast()).day();
    plans.add(new Plan(project(first.projectId()), first.day(), last, lines, entries));
  }

  private Invoice.Line line(@Nullable Service service, int minutes) {
    if (service == null || service.rate() == null) {
      throw new IllegalStateException("an entry with a rate on a service without one");
    }
    long amount = service.rate().forMinutes(minutes).minorUnits();
    return new Invoice.Line(
        nextLine++,
        service.projectId(),
        service.budgetId(),
        service.name(),
        minutes,
        service.rate().minorUnits(),
        amount);
  }

  private Project project(long id) {
    return firm.projects.get((int) (id - 410_001));
  }
}
