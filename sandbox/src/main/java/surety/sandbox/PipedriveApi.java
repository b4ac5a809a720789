package surety.sandbox;

import static surety.sandbox.Condition.Comparison.AT_LEAST;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pipedrive's API: version 2 with cursors, version 1 for users.
///
/// Deals that were lost more than a year ago are in the archive, a list of its own.
final class PipedriveApi extends PlainApi {
  private static final int MAX_PAGE = 500;
  private static final int USUAL_PAGE = 100;

  private final Tokens tokens;
  private final Firm firm;
  private final int cap;

  PipedriveApi(Firm firm, Tokens tokens, int cap) {
    this.tokens = tokens;
    this.firm = firm;
    this.cap = Math.min(cap, MAX_PAGE);
    hold(deals("v2/deals", false));
    hold(deals("v2/deals/archived", true));
    hold(organizations());
    hold(stages());
    hold(users());
  }

  @Override
  public Access authenticate(Request request) {
    return tokens.accept(request.header("x-api-token"), Tokens.PIPEDRIVE);
  }

  @Override
  Reply list(Request request, Table table) {
    String since = request.query().getOrDefault("updated_since", "");
    List<Condition> conditions =
        since.isEmpty()
            ? List.of()
            : List.of(Condition.of("update_time", AT_LEAST, Times.normalized(since)));
    List<Row> all = table.select(conditions, "");
    if (table.name.startsWith("v1/")) {
      return Reply.json(200, "{\"success\":true,\"data\":" + array(all) + "}");
    }
    int size = request.number("limit", Math.min(USUAL_PAGE, cap));
    if (size > MAX_PAGE) {
      throw new Refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "limit must be at most " + MAX_PAGE);
    }
    int from = offset(request.query().getOrDefault("cursor", ""));
    List<Row> page = page(all, from, Math.min(size, cap));
    int next = from + page.size();
    Json json = new Json().open().put("success", true).raw("data", array(page));
    json.open("additional_data").put("next_cursor", next < all.size() ? cursor(next) : null);
    return Reply.json(200, json.close().close().toString());
  }

  private static String cursor(int offset) {
    byte[] text = ("{\"id\":" + offset + "}").getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }

  private static int offset(String cursor) {
    if (cursor.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      return Integer.parseInt(text.replaceAll("\\D", ""));
    } catch (IllegalArgumentException e) {
      throw new Refused(400, "ERR_SCHEMA_VALIDATION_FAILED", "the cursor is not one of ours", e);
    }
  }

  private boolean isArchived(Deal deal) {
    LocalDate closed = deal.closedOn();
    return deal.state() == Deal.State.LOST
        && closed != null
        && closed.isBefore(firm.today().minusYears(1));
  }

  private Table deals(String name, boolean archived) {
    Shape<Deal> shape =
        new Shape<Deal>(Deal::id, (deal, json) -> deal(deal, archived, json))
            .column("update_time", deal -> Times.utc(changed(deal), 12));
    List<Deal> its = firm.deals().stream().filter(it -> isArchived(it) == archived).toList();
    return new Table(name, shape.rows(its));
  }

  private static LocalDate changed(Deal deal) {
    return deal.closedOn() == null ? deal.createdOn() : deal.closedOn();
  }

  private void deal(Deal deal, boolean archived, Json json) {
    Deal.Stage stage = stage(deal.stageId());
    Integer percent = deal.probabilityPercent();
    boolean its = percent != null && percent == stage.probabilityPercent();
    @Nullable String closed = Times.utc(deal.closedOn(), 12);
    json.put("id", deal.id()).put("title", deal.name()).put("owner_id", deal.ownerId());
    json.put("person_id", null).put("org_id", deal.clientId()).put("pipeline_id", 1);
    json.put("stage_id", deal.stageId());
    json.put("value", deal.value() == null ? null : HarvestTables.money(deal.value()));
    json.put("currency", deal.value() == null ? firm.homeCurrency() : deal.value().currency());
    json.put("add_time", Times.utc(deal.createdOn(), 12));
    json.put("update_time", Times.utc(changed(deal), 12)).put("status", status(deal));
    // A deal that goes by its stage has no probability of its own.
    json.put("probability", its ? null : percent);
    json.put("expected_close_date", deal.expectedCloseOn()).put("close_time", closed);
    json.put("won_time", deal.state() == Deal.State.WON ? closed : null);
    json.put("lost_time", deal.state() == Deal.State.LOST ? closed : null);
    json.put("lost_reason", null).put("is_deleted", false).put("is_archived", archived);
  }

  private static String status(Deal deal) {
    return deal.state().name().toLowerCase(java.util.Locale.ROOT);
  }

  private Deal.Stage stage(long id) {
    return firm.stages().stream().filter(it -> it.id() == id).findFirst().orElseThrow();
  }

  private Table organizations() {
    Shape<Client> shape =
        new Shape<>(
            Client::id,
            (it, json) -> json.put("id", it.id()).put("name", it.name()).put("is_deleted", false));
    return new Table("v2/organizations", shape.rows(firm.clients()));
  }

  private Table stages() {
    Shape<Deal.Stage> shape =
        new Shape<>(
            Deal.Stage::id,
            (it, json) ->
                json.put("id", it.id())
                    .put("name", it.name())
                    .put("order_nr", it.position())
                    .put("pipeline_id", 1)
                    .put("deal_probability", it.probabilityPercent())
                    .put("is_deleted", false));
    return new Table("v2/stages", shape.rows(firm.stages()));
  }

  private Table users() {
    Shape<Person> shape =
        new Shape<>(
            Person::id,
            (it, json) ->
                json.put("id", it.id())
                    .put("name", it.name())
                    .put("email", it.email())
                    .put("active_flag", it.active())
                    .put("role_id", 1)
                    .put("default_currency", firm.homeCurrency())
                    .put("timezone_name", "Europe/Berlin")
                    .put("is_deleted", false));
    return new Table("v1/users", shape.rows(firm.people()));
  }

  @Override
  public Optional<String> waitHeader() {
    return Optional.of("x-ratelimit-reset");
  }

  @Override
  public Reply error(Refused refused) {
    Json json = new Json().open().put("success", false).put("error", refused.text());
    json.put("error_info", "").put("errorCode", refused.status());
    return Reply.json(refused.status(), json.close().toString());
  }
}
