package surety.bench.vendor;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import surety.bench.vendor.TimeByHand.Ref;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.TimeEntry;
import tools.jackson.core.type.TypeReference;

/// Time entries of further vendors whose entries need no other list.
final class MoreTimeByHand {

  private MoreTimeByHand() {}

  static final class QuickBooks extends TimeByHand.Entries {
    private static final TypeReference<Page> PAGE = new TypeReference<>() {};

    record Page(Response QueryResponse) {}

    record Response(@Nullable List<Entry> TimeActivity) {}

    record Value(String value) {}

    record Entry(
        String Id,
        LocalDate TxnDate,
        @Nullable Value EmployeeRef,
        @Nullable Value VendorRef,
        @Nullable Value ProjectRef,
        @Nullable Value CustomerRef,
        String BillableStatus,
        @Nullable BigDecimal HourlyRate,
        @Nullable BigDecimal CostRate,
        int Hours,
        int Minutes) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      for (int from = 1; true; ) {
        List<Entry> entries =
            http.get(
                    "/query?minorversion=75&query=select+*+from+TimeActivity+where+MetaData"
                        + ".CreateTime+%3E%3D+%271990-01-01T00%3A00%3A00Z%27+orderby+Id"
                        + "+startposition+"
                        + from
                        + "+maxresults+1000",
                    PAGE)
                .page()
                .QueryResponse()
                .TimeActivity();
        if (entries == null || entries.isEmpty()) {
          return;
        }
        entries.forEach(its -> into.accept(entry(its)));
        from += entries.size();
      }
    }

    private static TimeEntry entry(Entry its) {
      Duration worked = Duration.ofMinutes(its.Hours() * 60L + its.Minutes());
      boolean billable =
          its.BillableStatus().equals("Billable") || its.BillableStatus().equals("HasBeenBilled");
      return new TimeEntry(
          its.Id(),
          its.EmployeeRef() != null
              ? its.EmployeeRef().value()
              : Objects.requireNonNull(its.VendorRef()).value(),
          value(its.ProjectRef() != null ? its.ProjectRef() : its.CustomerRef()),
          its.TxnDate(),
          worked,
          billable ? worked : Duration.ZERO,
          billable ? ByHand.money(its.HourlyRate(), EUR) : null,
          ByHand.money(its.CostRate(), EUR),
          null);
    }

    private static @Nullable String value(@Nullable Value ref) {
      return ref == null ? null : ref.value();
    }
  }

  static final class Accelo extends TimeByHand.Entries {
    private static final TypeReference<Page> PAGE = new TypeReference<>() {};
    private static final Set<String> APPROVED = Set.of("approved", "invoiced", "locked");

    record Page(List<Entry> response) {}

    record Entry(
        String id,
        String staff,
        @Nullable String against_type,
        @Nullable String against_id,
        long billable,
        long nonbillable,
        long date_logged,
        @Nullable BigDecimal rate_charged,
        @Nullable String standing) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      for (int number = 0; true; number++) {
        List<Entry> entries =
            http.get(
                    "/activities?_fields=staff%2Cagainst_type%2Cagainst_id%2Cbillable%2Cnonbillable"
                        + "%2Crate_charged%2Cdate_logged%2Cstanding&_filters=order_by_asc%28id%29"
                        + "&_limit=100&_page="
                        + number,
                    PAGE)
                .page()
                .response();
        if (entries.isEmpty()) {
          return;
        }
        for (Entry its : entries) {
          if (its.billable() > 0 || its.nonbillable() > 0) {
            into.accept(entry(its));
          }
        }
      }
    }

    private static TimeEntry entry(Entry its) {
      return new TimeEntry(
          its.id(),
          its.staff(),
          "job".equals(its.against_type()) ? its.against_id() : null,
          LocalDate.ofEpochDay(Math.floorDiv(its.date_logged(), 86_400)),
          Duration.ofSeconds(its.billable() + its.nonbillable()),
          Duration.ofSeconds(its.billable()),
          its.billable() > 0 ? ByHand.money(its.rate_charged(), EUR) : null,
          null,
          its.standing() != null && APPROVED.contains(its.standing()));
    }
  }

  static final class Kantata extends TimeByHand.Entries {
    private static final TypeReference<Page> PAGE = new TypeReference<>() {};

    record Page(Meta meta, List<Ref> results, Map<String, Entry> time_entries) {}

    record Meta(int page_count) {}

    record Entry(
        String id,
        String user_id,
        String workspace_id,
        LocalDate date_performed,
        int time_in_minutes,
        boolean billable,
        @Nullable BigDecimal rate_in_cents,
        @Nullable BigDecimal cost_rate_in_cents,
        Currency currency,
        boolean approved) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      int last = 1;
      for (int number = 1; number <= last; number++) {
        Page page =
            http.get(
                    "/time_entries.json?from_archived_workspaces=true&per_page=200&page=" + number,
                    PAGE)
                .page();
        last = page.meta().page_count();
        for (Ref each : page.results()) {
          Entry its = page.time_entries().get(each.id());
          if (its != null) {
            into.accept(entry(its));
          }
        }
      }
    }

    private static TimeEntry entry(Entry its) {
      Duration worked = Duration.ofMinutes(its.time_in_minutes());
      return new TimeEntry(
          its.id(),
          its.user_id(),
          its.workspace_id(),
          its.date_performed(),
          worked,
          its.billable() ? worked : Duration.ZERO,
          its.billable() ? ByHand.cents(its.rate_in_cents(), its.currency()) : null,
          ByHand.cents(its.cost_rate_in_cents(), its.currency()),
          its.approved());
    }
  }
}
