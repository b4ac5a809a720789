package surety.sandbox;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Harvest's reports on project budgets and on work that no invoice bills yet.
final class HarvestReports {
  private static final int MAX_DAYS = 365;

  private final Firm firm;
  private final FirmIndex index;
  private final HarvestPages pages;

  HarvestReports(Firm firm, HarvestPages pages) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
    this.pages = pages;
  }

  private record Line(Project project, List<TimeEntry> entries) {
    long minutes() {
      return entries.stream().mapToLong(TimeEntry::minutes).sum();
    }

    long value() {
      long value = 0;
      for (TimeEntry entry : entries) {
        Money rate = entry.billRate();
        value += rate == null ? 0 : rate.forMinutes(entry.billableMinutes()).minorUnits();
      }
      return value;
    }
  }

  String answer(Request request) {
    return switch (request.segment(1)) {
      case "project_budget" -> budgets(request);
      case "uninvoiced" -> uninvoiced(request);
      default -> throw Refused.notFound();
    };
  }

  private List<Line> lines(Predicate<Project> projects, Predicate<TimeEntry> entries) {
    List<Line> lines = new ArrayList<>();
    for (Project project : firm.projects()) {
      if (projects.test(project)) {
        lines.add(
            new Line(
                project,
                firm.timeEntries().stream()
                    .filter(entry -> entry.projectId() == project.id())
                    .filter(entries)
                    .toList()));
      }
    }
    return lines;
  }

  private String budgets(Request request) {
    boolean active = request.query().getOrDefault("is_active", "true").equals("true");
    List<Line> lines = lines(project -> project.archived() != active, _ -> true);
    Shape<Line> shape = new Shape<>(line -> line.project().id(), this::budget);
    return pages.page(request, "results", shape.rows(lines), false);
  }

  private void head(Line line, Json json) {
    Client client = index.client(line.project().clientId());
    json.put("client_id", client.id()).put("client_name", client.name());
    json.put("project_id", line.project().id()).put("project_name", line.project().name());
  }

  private void budget(Line line, Json json) {
    Money fee = line.project().fee();
    head(line, json);
    json.put("budget_is_monthly", false).put("budget_by", fee == null ? "none" : "project_cost");
    json.put("is_active", !line.project().archived()).put("budget", HarvestTables.money(fee));
    json.put("budget_spent", HarvestTables.money(line.value()));
    json.put(
        "budget_remaining",
        fee == null ? null : HarvestTables.money(fee.minorUnits() - line.value()));
  }

  private String uninvoiced(Request request) {
    LocalDate from = day(request, "from");
    LocalDate to = day(request, "to");
    if (from.plusDays(MAX_DAYS).isBefore(to)) {
      throw new Refused(422, "invalid", "from and to must be at most 365 days apart");
    }
    List<Line> lines =
        lines(_ -> true, entry -> !entry.day().isBefore(from) && !entry.day().isAfter(to));
    Shape<Line> shape = new Shape<>(line -> line.project().id(), this::uninvoiced);
    return pages.page(request, "results", shape.rows(lines), false);
  }

  private void uninvoiced(Line line, Json json) {
    List<TimeEntry> open =
        line.entries().stream()
            .filter(entry -> entry.invoiceId() == null && entry.billableMinutes() > 0)
            .toList();
    Line unbilled = new Line(line.project(), open);
    head(line, json);
    json.put("currency", line.project().currency())
        .put("total_hours", HarvestTables.hours(line.minutes()));
    json.put("uninvoiced_hours", HarvestTables.hours(unbilled.minutes()));
    json.put("uninvoiced_expenses", HarvestTables.money(0));
    json.put("uninvoiced_amount", HarvestTables.money(unbilled.value()));
  }

  private static LocalDate day(Request request, String name) {
    try {
      String text = request.query().getOrDefault(name, "");
      return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeParseException e) {
      throw new Refused(422, "invalid", name + " must be a day such as 20260131", e);
    }
  }
}
