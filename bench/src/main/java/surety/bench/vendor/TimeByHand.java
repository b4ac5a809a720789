package surety.bench.vendor;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.TimeEntry;
import tools.jackson.core.type.TypeReference;

/// Time entries of the vendors whose entries need no other list.
final class TimeByHand {

  private TimeByHand() {}

  abstract static class Entries implements ByHand {
    @Override
    public Fetch fetch() {
      return Fetch.TIME_ENTRIES;
    }
  }

  record Ref(String id) {}

  static final class Harvest extends Entries {
    private static final TypeReference<Page> PAGE = new TypeReference<>() {};

    record Page(List<Entry> time_entries, Links links) {}

    record Links(@Nullable String next) {}

    record Client(Currency currency) {}

    record Entry(
        String id,
        Ref user,
        Ref project,
        Client client,
        LocalDate spent_date,
        BigDecimal hours,
        boolean billable,
        boolean is_running,
        boolean is_closed,
        @Nullable BigDecimal billable_rate,
        @Nullable BigDecimal cost_rate) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      Page page = http.get("/time_entries?per_page=2000", PAGE).page();
      give(page, into);
      while (page.links().next() != null) {
        page = http.follow(page.links().next(), PAGE).page();
        give(page, into);
      }
    }

    private static void give(Page page, Consumer<? super SourceRecord> into) {
      for (Entry its : page.time_entries()) {
        if (!its.is_running()) {
          Duration worked = ByHand.hours(its.hours());
          into.accept(
              new TimeEntry(
                  its.id(),
                  its.user().id(),
                  its.project().id(),
                  its.spent_date(),
                  worked,
                  its.billable() ? worked : Duration.ZERO,
                  ByHand.money(its.billable_rate(), its.client().currency()),
                  ByHand.money(its.cost_rate(), EUR),
                  its.is_closed()));
        }
      }
    }
  }

  static final class Float extends Entries {
    private static final TypeReference<List<Entry>> PAGE = new TypeReference<>() {};

    record Entry(
        String logged_time_id,
        String people_id,
        String project_id,
        LocalDate date,
        BigDecimal hours,
        int billable) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      int last = 1;
      for (int number = 1; number <= last; number++) {
        Http.Answer<List<Entry>> answer =
            http.get(
                "/logged-time?start_date="
                    + today.minusYears(10)
                    + "&end_date="
                    + today.plusYears(1)
                    + "&per-page=200&page="
                    + number,
                PAGE);
        last = (int) answer.headers().firstValueAsLong("X-Pagination-Page-Count").orElse(1);
        for (Entry its : answer.page()) {
          Duration worked = ByHand.hours(its.hours());
          into.accept(
              new TimeEntry(
                  its.logged_time_id(),
                  its.people_id(),
                  its.project_id(),
                  its.date(),
                  worked,
                  its.billable() == 1 ? worked : Duration.ZERO,
                  null,
                  null,
                  null));
        }
      }
    }
  }

  static final class ConnectWise extends Entries {
    private static final TypeReference<List<Entry>> PAGE = new TypeReference<>() {};
    private static final Set<String> APPROVED =
        Set.of(
            "ApprovedByTierOne",
            "ApprovedByTierTwo",
            "ReadyToBill",
            "Billed",
            "BilledAgreement",
            "WrittenOff");

    record Entry(
        String id,
        Ref member,
        @Nullable Ref project,
        String timeStart,
        BigDecimal actualHours,
        String billableOption,
        @Nullable BigDecimal hourlyRate,
        String status) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      Optional<String> next = give(http.get("/time/entries?pageSize=1000", PAGE), into);
      while (next.isPresent()) {
        next = give(http.follow(next.get(), PAGE), into);
      }
    }

    private static Optional<String> give(
        Http.Answer<List<Entry>> answer, Consumer<? super SourceRecord> into) {
      for (Entry its : answer.page()) {
        Duration worked = ByHand.hours(its.actualHours());
        boolean billable = its.billableOption().equals("Billable");
        into.accept(
            new TimeEntry(
                its.id(),
                its.member().id(),
                its.project() == null ? null : its.project().id(),
                ByHand.day(its.timeStart()),
                worked,
                billable ? worked : Duration.ZERO,
                billable ? ByHand.money(its.hourlyRate(), EUR) : null,
                null,
                APPROVED.contains(its.status())));
      }
      return answer.headers().firstValue("Link").flatMap(ConnectWise::next);
    }

    private static Optional<String> next(String link) {
      for (String each : link.split(",")) {
        if (each.contains("rel=\"next\"")) {
          return Optional.of(each.substring(each.indexOf('<') + 1, each.indexOf('>')));
        }
      }
      return Optional.empty();
    }
  }
}
