package surety.sandbox;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The firm in Salesforce's objects: ids have fifteen characters, times an offset without a colon,
/// and one date tells when a deal is expected to close and when it did.
final class SalesforceTables {
  private final Firm firm;
  private final FirmIndex index;
  private final String below;

  SalesforceTables(Firm firm, String below) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
    this.below = below;
  }

  List<Table> all() {
    return List.of(opportunities(), users(), accounts());
  }

  private static String id(String prefix, long id) {
    return prefix + "%012d".formatted(id);
  }

  private static void attributes(String type, Json json) {
    json.open("attributes").put("type", type).close();
  }

  private static @Nullable String time(@Nullable LocalDate day) {
    return day == null ? null : day + "T09:00:00.000+0000";
  }

  private Table opportunities() {
    return new Table(
        below + "Opportunity",
        new Shape<Deal>(Deal::id, this::opportunity)
            .column("IsDeleted", _ -> false)
            .column("SystemModstamp", it -> Times.utc(changed(it), 9))
            .rows(firm.deals()));
  }

  private static LocalDate changed(Deal deal) {
    LocalDate closed = deal.closedOn();
    return closed == null ? deal.createdOn() : closed;
  }

  private void opportunity(Deal deal, Json json) {
    boolean closed = deal.state() != Deal.State.OPEN;
    Money value = deal.value();
    Integer percent = deal.probabilityPercent();
    attributes("Opportunity", json);
    json.put("Id", id("006", deal.id())).put("Name", deal.name());
    json.put("Amount", value == null ? null : HarvestTables.money(value));
    json.put("CurrencyIsoCode", value == null ? FirmGenerator.HOME : value.currency());
    json.put("Probability", percent == null ? null : (double) percent);
    json.put("CloseDate", closed ? deal.closedOn() : deal.expectedCloseOn());
    json.put("IsClosed", closed).put("IsWon", deal.state() == Deal.State.WON);
    json.put("OwnerId", id("005", deal.ownerId())).put("AccountId", id("001", deal.clientId()));
    json.open("Account");
    attributes("Account", json);
    json.put("Name", index.client(deal.clientId()).name()).close();
    json.put("CreatedDate", time(deal.createdOn())).put("SystemModstamp", time(changed(deal)));
  }

  private Table users() {
    return new Table(
        below + "User",
        new Shape<Person>(Person::id, SalesforceTables::user)
            .column("UserType", _ -> "Standard")
            .rows(firm.people()));
  }

  private static void user(Person person, Json json) {
    attributes("User", json);
    json.put("Id", id("005", person.id())).put("Name", person.name());
    json.put("Email", person.email()).put("IsActive", person.active());
    json.put("UserType", "Standard").put("Title", person.title());
  }

  private Table accounts() {
    return new Table(
        below + "Account", new Shape<>(Client::id, SalesforceTables::account).rows(firm.clients()));
  }

  private static void account(Client client, Json json) {
    attributes("Account", json);
    json.put("Id", id("001", client.id())).put("Name", client.name());
  }
}
