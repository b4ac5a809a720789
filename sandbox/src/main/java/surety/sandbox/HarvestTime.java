package surety.sandbox;

import org.jspecify.annotations.Nullable;

/// Writes time entries as Harvest does, with what they belong to nested inside.
final class HarvestTime {
  private static final long FIRST_RUNNING = 99_200_000;

  private final Firm firm;
  private final FirmIndex index;

  HarvestTime(Firm firm, FirmIndex index) {
    this.firm = firm;
    this.index = index;
  }

  /// The running timers of a firm have ids above those of its entries.
  static boolean isRunning(TimeEntry entry) {
    return entry.id() >= FIRST_RUNNING;
  }

  void write(TimeEntry entry, Json json) {
    Project project = index.project(entry.projectId());
    boolean running = isRunning(entry);
    json.put("spent_date", entry.day()).put("hours", HarvestTables.hours(entry.minutes()));
    json.put("hours_without_timer", HarvestTables.hours(entry.minutes()));
    json.put("rounded_hours", HarvestTables.hours(entry.minutes())).put("notes", entry.note());
    json.put("is_locked", entry.invoiceId() != null).put("locked_reason", locked(entry));
    json.put("is_closed", entry.approved()).put("is_billed", entry.invoiceId() != null);
    json.put("is_running", running)
        .put("timer_started_at", running ? Times.utc(entry.day(), 8) : null);
    json.put("started_time", null).put("ended_time", null);
    json.put("billable", entry.billableMinutes() > 0).put("budgeted", project.fee() != null);
    json.put("billable_rate", HarvestTables.money(entry.billRate()));
    json.put("cost_rate", HarvestTables.money(entry.costRate()));
    HarvestTables.stamps(
        json, Times.utc(entry.day(), 15), Times.utc(Times.changedOn(entry, firm.today()), 16));
    related(entry, project, json);
  }

  private static @Nullable String locked(TimeEntry entry) {
    return entry.invoiceId() == null ? null : "Item Invoiced";
  }

  private void related(TimeEntry entry, Project project, Json json) {
    Person person = index.person(entry.personId());
    Service service = index.service(entry.serviceId());
    json.open("user").put("id", person.id()).put("name", person.name()).close();
    HarvestTables.client(json, index.client(project.clientId()), true);
    json.open("project").put("id", project.id()).put("name", project.name());
    json.put("code", project.code()).close();
    json.open("task").put("id", service.id()).put("name", service.name()).close();
    json.open("user_assignment").put("id", person.id() * 1_000_000 + project.id());
    json.put("is_project_manager", project.managerId() == person.id())
        .put("is_active", person.active());
    json.put("budget", null).put("hourly_rate", null).close();
    json.open("task_assignment").put("id", service.id() + 1_000_000);
    json.put("billable", service.billing() != Billing.NON_BILLABLE).put("is_active", true);
    json.put("hourly_rate", HarvestTables.money(service.rate())).put("budget", null).close();
    invoice(entry, json);
    json.put("external_reference", null);
  }

  private void invoice(TimeEntry entry, Json json) {
    if (entry.invoiceId() == null) {
      json.put("invoice", null);
    } else {
      json.open("invoice").put("id", entry.invoiceId());
      json.put("number", index.invoice(entry.invoiceId()).number()).close();
    }
  }
}
