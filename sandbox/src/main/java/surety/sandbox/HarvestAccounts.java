package surety.sandbox;

import java.util.Collection;
import java.util.List;

/// Harvest ID: which accounts a token reaches.
final class HarvestAccounts implements VendorApi {
  private final Firm firm;
  private final Tokens tokens;

  HarvestAccounts(Firm firm, Tokens tokens) {
    this.firm = firm;
    this.tokens = tokens;
  }

  @Override
  public Access authenticate(Request request) {
    return HarvestApi.access(request, tokens);
  }

  @Override
  public Reply answer(Request request, Access access) {
    if (!request.isRead() || !request.segment(0).equals("accounts")) {
      throw Refused.notFound();
    }
    Json account = new Json().open().put("id", Long.valueOf(Tokens.HARVEST_ACCOUNT));
    account.put("name", firm.name()).put("product", "harvest").close();
    Json json = new Json().open().open("user").put("id", firm.people().getFirst().id());
    json.put("email", firm.people().getFirst().email()).close();
    json.openArray("accounts").element(account.toString()).closeArray().close();
    return Reply.json(200, json.toString());
  }

  @Override
  public Reply error(Refused refused) {
    return HarvestApi.failure(refused);
  }

  @Override
  public boolean isReport(Request request) {
    return false;
  }

  @Override
  public Collection<Table> tables() {
    return List.of();
  }
}
