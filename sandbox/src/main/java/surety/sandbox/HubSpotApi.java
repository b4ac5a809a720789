package surety.sandbox;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// HubSpot's CRM API, version 3, as far as it is read with GET: every property is a text, and comes
/// only when it was asked for.
final class HubSpotApi extends PlainApi {
  private static final int MAX_PAGE = 100;
  private static final int USUAL_PAGE = 10;
  private static final String OWNERS = "crm/v3/owners";

  private final Tokens tokens;
  private final Firm firm;
  private final String base;
  private final int cap;

  HubSpotApi(Firm firm, Tokens tokens, String base, int cap) {
    this.tokens = tokens;
    this.firm = firm;
    this.base = base;
    this.cap = Math.min(cap, MAX_PAGE);
    hold(deals());
    hold(companies());
    hold(owners());
  }

  @Override
  public Access authenticate(Request request) {
    return tokens.hubspot(request.header("Authorization"));
  }

  @Override
  Reply list(Request request, Table table) {
    int max = table.name.equals(OWNERS) ? 500 : MAX_PAGE;
    int size = request.number("limit", Math.min(USUAL_PAGE, cap));
    if (size > max) {
      throw new Refused(400, "VALIDATION_ERROR", "limit must be at most " + max);
    }
    String archived = request.query().getOrDefault("archived", "false");
    Condition only = Condition.of("archived", Condition.Comparison.ANY_OF, archived);
    List<Row> all = table.select(List.of(only), "");
    int from = from(all, request.query().getOrDefault("after", ""));
    List<Row> page = page(all, from, Math.min(size, cap));
    int next = from + page.size();
    Json json = new Json().open().raw("results", asked(request, page));
    if (next < all.size()) {
      long after = all.get(next).id();
      json.open("paging").open("next").put("after", Long.toString(after));
      json.put("link", base + "/" + String.join("/", request.segments()) + "?after=" + after);
      json.close().close();
    }
    return Reply.json(200, json.close().toString());
  }

  private static int from(List<Row> all, String after) {
    if (after.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < all.size(); i++) {
      if (Long.toString(all.get(i).id()).equals(after)) {
        return i;
      }
    }
    throw new Refused(400, "VALIDATION_ERROR", "after is not one of ours");
  }

  private static String asked(Request request, List<Row> page) {
    Set<String> properties =
        Arrays.stream(request.query().getOrDefault("properties", "hs_object_id").split(","))
            .collect(Collectors.toSet());
    boolean associated = request.query().containsKey("associations");
    return page.stream()
        .map(row -> (ObjectNode) Request.JSON.readTree(object(row)))
        .map(record -> narrowed(record, properties, associated))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String narrowed(ObjectNode record, Set<String> properties, boolean associated) {
    if (record.get("properties") instanceof ObjectNode its) {
      its.retain(properties);
    }
    if (!associated) {
      record.remove("associations");
    }
    return record.toString();
  }

  private Table deals() {
    Shape<Deal> shape = new Shape<Deal>(Deal::id, this::deal).column("archived", _ -> false);
    return new Table("crm/v3/objects/deals", shape.rows(firm.deals()));
  }

  private void deal(Deal deal, Json json) {
    boolean closed = deal.state() != Deal.State.OPEN;
    Integer percent = deal.probabilityPercent();
    json.put("id", Long.toString(deal.id())).open("properties").put("dealname", deal.name());
    json.put("amount", deal.value() == null ? null : deal.value().amount().toPlainString());
    json.put("deal_currency_code", deal.value() == null ? null : deal.value().currency());
    json.put("dealstage", Long.toString(deal.stageId())).put("pipeline", "default");
    json.put("closedate", Times.utc(closed ? deal.closedOn() : deal.expectedCloseOn(), 9));
    json.put("createdate", Times.utc(deal.createdOn(), 10));
    json.put("hubspot_owner_id", Long.toString(deal.ownerId()));
    json.put(
        "hs_deal_stage_probability",
        percent == null ? null : BigDecimal.valueOf(percent, 2).toPlainString());
    json.put("hs_is_closed", Boolean.toString(closed));
    json.put("hs_is_closed_won", Boolean.toString(deal.state() == Deal.State.WON)).close();
    json.put("createdAt", Times.utc(deal.createdOn(), 10)).put("archived", false);
    json.open("associations").open("companies").openArray("results");
    Json company = new Json().open().put("id", Long.toString(deal.clientId()));
    json.element(company.put("type", "deal_to_company").close().toString());
    json.closeArray().close().close();
  }

  private Table companies() {
    Shape<Client> shape =
        new Shape<Client>(
                Client::id,
                (it, json) ->
                    json.put("id", Long.toString(it.id()))
                        .open("properties")
                        .put("name", it.name())
                        .close()
                        .put("archived", false))
            .column("archived", _ -> false);
    return new Table("crm/v3/objects/companies", shape.rows(firm.clients()));
  }

  private Table owners() {
    Shape<Person> shape =
        new Shape<Person>(
                Person::id,
                (it, json) ->
                    json.put("id", Long.toString(it.id()))
                        .put("email", it.email())
                        .put("type", "PERSON")
                        .put("firstName", it.firstName())
                        .put("lastName", it.lastName())
                        .put("archived", !it.active()))
            .column("archived", it -> !it.active());
    return new Table(OWNERS, shape.rows(firm.people()));
  }

  // The vendor mostly leaves out how long to wait.
  @Override
  public Optional<String> waitHeader() {
    return Optional.empty();
  }

  @Override
  public Reply error(Refused refused) {
    String category =
        switch (refused.status()) {
          case 401 -> "EXPIRED_AUTHENTICATION";
          case 403 -> "MISSING_SCOPES";
          case 429 -> "RATE_LIMITS";
          default -> refused.code();
        };
    Json json = new Json().open().put("status", "error").put("message", refused.text());
    json.put("correlationId", "made-up").put("category", category);
    if (refused.status() == 429) {
      json.put("policyName", "TEN_SECONDLY_ROLLING");
    }
    return Reply.json(refused.status(), json.close().toString());
  }
}
