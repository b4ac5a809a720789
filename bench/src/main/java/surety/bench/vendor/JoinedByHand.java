package surety.bench.vendor;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.TimeEntry;
import tools.jackson.core.type.TypeReference;

/// Time entries of the vendors whose entries lack something that stands in another list.
final class JoinedByHand {

  private JoinedByHand() {}

  static final class Productive extends TimeByHand.Entries {
    private static final TypeReference<Page<Entry>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<Page<Service>> SERVICES = new TypeReference<>() {};
    private static final TypeReference<Page<Budget>> BUDGETS = new TypeReference<>() {};

    record Page<T>(List<T> data, Meta meta) {}

    record Meta(int total_pages) {}

    record Link(@Nullable Ref data) {}

    record Ref(String id) {}

    record Budget(String id, OfProject relationships) {}

    record OfProject(Link project) {}

    record Service(String id, ServiceFields attributes, OfDeal relationships) {}

    record OfDeal(Link deal) {}

    record ServiceFields(
        int billing_type_id,
        int unit_id,
        @Nullable BigDecimal price,
        @Nullable Currency currency) {}

    record Entry(String id, Fields attributes, Links relationships) {}

    record Links(Link person, Link service) {}

    record Fields(
        LocalDate date,
        int time,
        int billable_time,
        boolean approved,
        @Nullable BigDecimal cost,
        @Nullable Currency currency) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      Map<String, Budget> budgets = new HashMap<>();
      all(
          http,
          "/deals?filter%5Btype%5D=2&include=project",
          BUDGETS,
          budget -> budgets.put(budget.id(), budget));
      Map<String, Service> services = new HashMap<>();
      all(http, "/services?include=deal", SERVICES, service -> services.put(service.id(), service));
      all(
          http,
          "/time_entries?include=person%2Cservice",
          ENTRIES,
          entry -> into.accept(entry(entry, services, budgets)));
    }

    private static <T> void all(
        Http http, String path, TypeReference<Page<T>> type, Consumer<T> each)
        throws IOException, InterruptedException {
      int last = 1;
      for (int number = 1; number <= last; number++) {
        Page<T> page =
            http.get(path + "&page%5Bsize%5D=200&page%5Bnumber%5D=" + number, type).page();
        last = page.meta().total_pages();
        page.data().forEach(each);
      }
    }

    private static TimeEntry entry(
        Entry its, Map<String, Service> services, Map<String, Budget> budgets) {
      Fields fields = its.attributes();
      Ref ref = its.relationships().service().data();
      Service service = ref == null ? null : services.get(ref.id());
      ServiceFields sold = service == null ? null : service.attributes();
      Duration worked = Duration.ofMinutes(fields.time());
      boolean billed = sold == null || sold.billing_type_id() != 3;
      return new TimeEntry(
          its.id(),
          java.util.Objects.requireNonNull(its.relationships().person().data()).id(),
          project(service, budgets),
          fields.date(),
          worked,
          billed ? Duration.ofMinutes(fields.billable_time()) : Duration.ZERO,
          sold != null && sold.billing_type_id() == 2 && sold.unit_id() == 1
              ? ByHand.cents(sold.price(), sold.currency())
              : null,
          perHour(ByHand.cents(fields.cost(), fields.currency()), worked),
          fields.approved());
    }

    private static @Nullable String project(
        @Nullable Service service, Map<String, Budget> budgets) {
      Ref deal = service == null ? null : service.relationships().deal().data();
      Budget budget = deal == null ? null : budgets.get(deal.id());
      Ref project = budget == null ? null : budget.relationships().project().data();
      return project == null ? null : project.id();
    }

    private static @Nullable Money perHour(@Nullable Money cost, Duration worked) {
      return cost == null || worked.isZero()
          ? null
          : new Money(
              cost.amount()
                  .multiply(SECONDS_PER_HOUR)
                  .divide(BigDecimal.valueOf(worked.toSeconds()), MathContext.DECIMAL64),
              cost.currency());
    }
  }

  static final class Autotask extends TimeByHand.Entries {
    private static final TypeReference<Page<Entry>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<Page<Task>> TASKS = new TypeReference<>() {};
    private static final String ALL =
        "?search=%7B%22MaxRecords%22%3A500%2C%22filter%22%3A%5B%7B%22op%22%3A%22gte%22%2C"
            + "%22field%22%3A%22id%22%2C%22value%22%3A0%7D%5D%7D";

    record Page<T>(List<T> items, Details pageDetails) {}

    record Details(@Nullable String nextPageUrl) {}

    record Task(String id, @Nullable String projectID) {}

    record Entry(
        String id,
        String resourceID,
        @Nullable String taskID,
        String dateWorked,
        BigDecimal hoursWorked,
        BigDecimal hoursToBill,
        boolean isNonBillable,
        @Nullable String billingApprovalDateTime) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      Map<String, String> projects = new HashMap<>();
      all(http, "/Tasks/query", TASKS, task -> projects.put(task.id(), task.projectID()));
      all(http, "/TimeEntries/query", ENTRIES, entry -> into.accept(entry(entry, projects)));
    }

    private static <T> void all(
        Http http, String path, TypeReference<Page<T>> type, Consumer<T> each)
        throws IOException, InterruptedException {
      Page<T> page = http.get(path + ALL, type).page();
      page.items().forEach(each);
      while (page.pageDetails().nextPageUrl() != null) {
        page = http.follow(page.pageDetails().nextPageUrl(), type).page();
        page.items().forEach(each);
      }
    }

    private static TimeEntry entry(Entry its, Map<String, String> projects) {
      return new TimeEntry(
          its.id(),
          its.resourceID(),
          its.taskID() == null ? null : projects.get(its.taskID()),
          ByHand.day(its.dateWorked()),
          ByHand.hours(its.hoursWorked()),
          its.isNonBillable() ? Duration.ZERO : ByHand.hours(its.hoursToBill()),
          null,
          null,
          its.billingApprovalDateTime() != null);
    }
  }

  static final class Scoro extends TimeByHand.Entries {
    private static final TypeReference<Page<Entry>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<Page<Event>> EVENTS = new TypeReference<>() {};

    record Page<T>(int statusCode, List<T> data) {}

    record Event(String event_id, @Nullable String project_id) {}

    record Entry(
        String time_entry_id,
        String user_id,
        String event_id,
        String event_type,
        String start_datetime,
        String duration,
        String billable_duration,
        boolean is_completed,
        boolean is_confirmed,
        boolean is_billable) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      Map<String, String> tasks = new HashMap<>();
      all(http, "/tasks/list", EVENTS, task -> tasks.put(task.event_id(), task.project_id()));
      Map<String, String> events = new HashMap<>();
      all(http, "/calendar/list", EVENTS, its -> events.put(its.event_id(), its.project_id()));
      all(
          http,
          "/timeEntries/list",
          ENTRIES,
          its -> {
            if (its.is_completed()) {
              into.accept(entry(its, its.event_type().equals("task") ? tasks : events));
            }
          });
    }

    private static <T> void all(
        Http http, String path, TypeReference<Page<T>> type, Consumer<T> each)
        throws IOException, InterruptedException {
      for (int number = 1; true; number++) {
        List<T> data = http.post(path, body(number), type).page().data();
        if (data.isEmpty()) {
          return;
        }
        data.forEach(each);
      }
    }

    private static String body(int number) {
      return "{\"apiKey\":\""
          + surety.sandbox.Tokens.SCORO
          + "\",\"company_account_id\":\""
          + surety.sandbox.Tokens.SCORO_ACCOUNT
          + "\",\"per_page\":100,\"page\":"
          + number
          + "}";
    }

    private static TimeEntry entry(Entry its, Map<String, String> projects) {
      String project = projects.get(its.event_id());
      return new TimeEntry(
          its.time_entry_id(),
          its.user_id(),
          project == null || project.equals("0") ? null : project,
          ByHand.day(its.start_datetime()),
          clock(its.duration()),
          its.is_billable() ? clock(its.billable_duration()) : Duration.ZERO,
          null,
          null,
          its.is_confirmed());
    }

    private static Duration clock(String text) {
      String[] parts = text.split(":");
      return Duration.ofSeconds(
          Long.parseLong(parts[0]) * 3600
              + Long.parseLong(parts[1]) * 60
              + Long.parseLong(parts[2]));
    }
  }
}
