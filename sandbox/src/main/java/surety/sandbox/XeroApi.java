package surety.sandbox;

import java.util.List;
import java.util.Map;

/// Xero's accounting API 2.0 and projects API 2.0, and the list of organisations that a token is
/// good for.
final class XeroApi extends ConsentedApi {
  private static final int USUAL_PAGE = 100;
  private static final int MAX_PAGE = 1_000;
  private static final int MAX_PROJECTS_PAGE = 500;
  private static final Map<String, String> ONLY =
      Map.of(
          "api.xro/2.0/Invoices", "Type==\"ACCREC\"",
          "api.xro/2.0/CreditNotes", "Type==\"ACCRECCREDIT\"");

  XeroApi(Firm firm, Known known, int cap) {
    super(known, Tokens.XERO, cap);
    new XeroTables(firm).all().forEach(this::hold);
    hold(new Table("connections", new Shape<>(XeroApi::tenantId, XeroApi::tenant).rows(tenants())));
  }

  private static List<String> tenants() {
    return List.of(Tokens.XERO_TENANT, "00000000-0000-4000-8000-000000000099");
  }

  private static long tenantId(String tenant) {
    return Long.parseLong(tenant.substring(24));
  }

  private static void tenant(String tenant, Json json) {
    boolean own = tenant.equals(Tokens.XERO_TENANT);
    json.put("id", tenant).put("tenantId", tenant).put("tenantType", "ORGANISATION");
    json.put("tenantName", own ? Tokens.XERO_ORGANISATION : "Another Organisation");
  }

  @Override
  public Access authenticate(Request request) {
    Access access = super.authenticate(request);
    boolean ofTenant = request.header("Xero-Tenant-Id").equals(Tokens.XERO_TENANT);
    if (!ofTenant && !request.segment(0).equals("connections")) {
      throw new Refused(403, "AuthenticationUnsuccessful", "The tenant is not connected.");
    }
    return access;
  }

  @Override
  Reply list(Request request, Table table) {
    if (table.name.equals("connections")) {
      return Reply.json(200, array(table.select(List.of(), "")));
    }
    String where = request.query().getOrDefault("where", "");
    if (!where.equals(ONLY.getOrDefault(table.name, ""))) {
      throw new Refused(400, "QueryParseException", "The filter cannot be understood.");
    }
    boolean projects = table.name.startsWith("projects.xro");
    String states = request.query().getOrDefault("states", "");
    List<Row> all =
        states.isEmpty()
            ? table.select(List.of(), "")
            : table.select(
                List.of(Condition.of("status", Condition.Comparison.ANY_OF, states)), "");
    int max = Math.min(cap, projects ? MAX_PROJECTS_PAGE : MAX_PAGE);
    int size = Math.min(request.number("pageSize", Math.min(USUAL_PAGE, cap)), max);
    int page = request.number("page", 1);
    Json json = new Json().open();
    String records = projects ? "items" : table.name.substring(table.name.lastIndexOf('/') + 1);
    if (!records.equals("Quotes")) {
      json.open("pagination").put("page", page).put("pageSize", size);
      json.put("pageCount", (all.size() + size - 1) / size).put("itemCount", all.size()).close();
    }
    json.raw(records, array(page(all, (page - 1L) * size, size)));
    return Reply.json(200, json.close().toString());
  }

  @Override
  public Reply error(Refused refused) {
    Json json = new Json().open().put("Type", null).put("Title", refused.code());
    json.put("Status", refused.status()).put("Detail", refused.text());
    return Reply.json(refused.status(), json.close().toString());
  }
}
