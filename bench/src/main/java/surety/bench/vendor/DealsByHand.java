package surety.bench.vendor;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Deal;
import tools.jackson.core.type.TypeReference;

/// Deals of the vendors that have no time entries.
final class DealsByHand {

  private DealsByHand() {}

  private abstract static class Deals implements ByHand {
    @Override
    public Fetch fetch() {
      return Fetch.DEALS;
    }
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    return text == null ? null : ByHand.day(text);
  }

  static final class Pipedrive extends Deals {
    private static final TypeReference<Page<Its>> DEALS = new TypeReference<>() {};
    private static final TypeReference<Page<Organization>> ORGANIZATIONS = new TypeReference<>() {};
    private static final TypeReference<Page<Stage>> STAGES = new TypeReference<>() {};

    record Page<T>(List<T> data, @Nullable More additional_data) {}

    record More(@Nullable String next_cursor) {}

    record Organization(String id, String name) {}

    record Stage(String id, @Nullable BigDecimal deal_probability) {}

    record Its(
        String id,
        String title,
        @Nullable String org_id,
        @Nullable String stage_id,
        @Nullable BigDecimal value,
        @Nullable Currency currency,
        String status,
        @Nullable BigDecimal probability,
        @Nullable String add_time,
        @Nullable String expected_close_date,
        @Nullable String won_time,
        @Nullable String lost_time,
        @Nullable String close_time,
        boolean is_deleted) {}

    // The archive is read as the list is, with the same two lists beside it.
    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      for (String list : List.of("/v2/deals", "/v2/deals/archived")) {
        Map<String, String> names = new HashMap<>();
        all(http, "/v2/organizations", ORGANIZATIONS, its -> names.put(its.id(), its.name()));
        Map<String, Stage> stages = new HashMap<>();
        all(http, "/v2/stages", STAGES, stage -> stages.put(stage.id(), stage));
        all(
            http,
            list,
            DEALS,
            its -> {
              if (!its.is_deleted()) {
                into.accept(deal(its, names, stages));
              }
            });
      }
    }

    private static <T> void all(
        Http http, String path, TypeReference<Page<T>> type, Consumer<T> each)
        throws IOException, InterruptedException {
      String cursor = "";
      while (cursor != null) {
        String more = cursor.isEmpty() ? "" : "&cursor=" + cursor;
        Page<T> page = http.get(path + "?limit=500" + more, type).page();
        page.data().forEach(each);
        cursor = page.additional_data() == null ? null : page.additional_data().next_cursor();
      }
    }

    private static Deal deal(Its its, Map<String, String> names, Map<String, Stage> stages) {
      Stage stage = its.stage_id() == null ? null : stages.get(its.stage_id());
      BigDecimal percent =
          its.probability() != null || stage == null ? its.probability() : stage.deal_probability();
      String closed = its.won_time() != null ? its.won_time() : its.lost_time();
      return new Deal(
          its.id(),
          its.title(),
          its.org_id() == null ? null : names.get(its.org_id()),
          Deal.State.valueOf(its.status().toUpperCase(java.util.Locale.ROOT)),
          ByHand.money(its.value(), its.currency()),
          percent == null ? null : percent.movePointLeft(2),
          day(its.add_time()),
          day(its.expected_close_date()),
          day(closed != null ? closed : its.close_time()));
    }
  }

  static final class HubSpot extends Deals {
    private static final TypeReference<Page<Its>> DEALS = new TypeReference<>() {};
    private static final TypeReference<Page<Company>> COMPANIES = new TypeReference<>() {};

    record Page<T>(List<T> results, @Nullable Paging paging) {}

    record Paging(@Nullable Next next) {}

    record Next(String after) {}

    record Company(String id, Named properties) {}

    record Named(String name) {}

    record Its(String id, Fields properties, @Nullable Associations associations) {}

    record Associations(@Nullable Page<Ref> companies) {}

    record Ref(String id) {}

    record Fields(
        String dealname,
        @Nullable BigDecimal amount,
        @Nullable Currency deal_currency_code,
        @Nullable String closedate,
        @Nullable String createdate,
        @Nullable BigDecimal hs_deal_stage_probability,
        boolean hs_is_closed,
        boolean hs_is_closed_won) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      Map<String, String> names = new HashMap<>();
      all(
          http,
          "companies?archived=false&properties=name",
          COMPANIES,
          its -> names.put(its.id(), its.properties().name()));
      all(
          http,
          "deals?archived=false&associations=companies&properties=dealname%2Camount"
              + "%2Cdeal_currency_code%2Cclosedate%2Ccreatedate%2Chs_deal_stage_probability"
              + "%2Chs_is_closed%2Chs_is_closed_won",
          DEALS,
          its -> into.accept(deal(its, names)));
    }

    private static <T> void all(
        Http http, String list, TypeReference<Page<T>> type, Consumer<T> each)
        throws IOException, InterruptedException {
      String more = "";
      while (true) {
        Page<T> page = http.get("/crm/v3/objects/" + list + "&limit=100" + more, type).page();
        page.results().forEach(each);
        if (page.paging() == null || page.paging().next() == null) {
          return;
        }
        more = "&after=" + page.paging().next().after();
      }
    }

    private static Deal deal(Its its, Map<String, String> names) {
      Fields fields = its.properties();
      Deal.State closed = fields.hs_is_closed_won() ? Deal.State.WON : Deal.State.LOST;
      boolean isClosed = fields.hs_is_closed_won() || fields.hs_is_closed();
      LocalDate close = day(fields.closedate());
      return new Deal(
          its.id(),
          fields.dealname(),
          company(its, names),
          isClosed ? closed : Deal.State.OPEN,
          ByHand.money(
              fields.amount(),
              fields.deal_currency_code() == null ? EUR : fields.deal_currency_code()),
          fields.hs_deal_stage_probability(),
          day(fields.createdate()),
          fields.hs_is_closed() ? null : close,
          fields.hs_is_closed() ? close : null);
    }

    private static @Nullable String company(Its its, Map<String, String> names) {
      Page<Ref> companies = its.associations() == null ? null : its.associations().companies();
      return companies == null || companies.results().isEmpty()
          ? null
          : names.get(companies.results().getFirst().id());
    }
  }

  static final class Salesforce extends Deals {
    private static final TypeReference<Page> PAGE = new TypeReference<>() {};

    record Page(List<Its> records, @Nullable String nextRecordsUrl) {}

    record Account(String Name) {}

    record Its(
        String Id,
        String Name,
        @Nullable BigDecimal Amount,
        @Nullable Currency CurrencyIsoCode,
        @Nullable BigDecimal Probability,
        @Nullable String CloseDate,
        boolean IsClosed,
        boolean IsWon,
        @Nullable Account Account,
        @Nullable String CreatedDate) {}

    @Override
    public void read(Http http, Consumer<? super SourceRecord> into)
        throws IOException, InterruptedException {
      Page page =
          http.get(
                  "/query?q=SELECT+Id%2C+Name%2C+Amount%2C+CurrencyIsoCode%2C+Probability%2C"
                      + "+CloseDate%2C+IsClosed%2C+IsWon%2C+Account.Name%2C+CreatedDate+FROM"
                      + "+Opportunity+WHERE+IsDeleted+%3D+false+ORDER+BY+SystemModstamp%2C+Id",
                  PAGE)
              .page();
      give(page, into);
      while (page.nextRecordsUrl() != null) {
        page = http.followPath(page.nextRecordsUrl(), PAGE).page();
        give(page, into);
      }
    }

    private static void give(Page page, Consumer<? super SourceRecord> into) {
      for (Its its : page.records()) {
        Deal.State closed = its.IsWon() ? Deal.State.WON : Deal.State.LOST;
        LocalDate close = day(its.CloseDate());
        into.accept(
            new Deal(
                its.Id(),
                its.Name(),
                its.Account() == null ? null : its.Account().Name(),
                its.IsWon() || its.IsClosed() ? closed : Deal.State.OPEN,
                ByHand.money(
                    its.Amount(), its.CurrencyIsoCode() == null ? EUR : its.CurrencyIsoCode()),
                its.Probability() == null ? null : its.Probability().movePointLeft(2),
                day(its.CreatedDate()),
                its.IsClosed() ? null : close,
                its.IsClosed() ? close : null));
      }
    }
  }
}
