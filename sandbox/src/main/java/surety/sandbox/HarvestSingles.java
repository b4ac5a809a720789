package surety.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The reads that are no plain collection: the company, the user, and lists below one record.
final class HarvestSingles {
  private final Firm firm;
  private final FirmIndex index;
  private final HarvestPages pages;

  HarvestSingles(Firm firm, HarvestPages pages) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
    this.pages = pages;
  }

  Optional<String> answer(Request request) {
    String path = String.join("/", request.segments());
    if (path.equals("company")) {
      return Optional.of(company());
    }
    if (path.equals("users/me")) {
      return Optional.of(me());
    }
    return request.segments().size() == 3 ? below(request) : Optional.empty();
  }

  private String company() {
    Json json = new Json().open().put("base_uri", "https://marlinoak.harvest.example");
    json.put("full_domain", "marlinoak.harvest.example").put("name", firm.name());
    json.put("is_active", true)
        .put("week_start_day", "Monday")
        .put("currency", firm.homeCurrency());
    json.put("wants_timestamp_timers", false).put("time_format", "decimal");
    json.put("date_format", "%d/%m/%Y")
        .put("plan_type", "simple-v4")
        .put("weekly_capacity", 144_000);
    return json.put("expense_feature", true).put("invoice_feature", true).close().toString();
  }

  private String me() {
    Person person = firm.people().getFirst();
    Json json = new Json().open().put("id", person.id()).put("first_name", person.firstName());
    json.put("last_name", person.lastName()).put("email", person.email());
    return json.put("is_active", true).close().toString();
  }

  private Optional<String> below(Request request) {
    return switch (request.segment(0) + "/" + request.segment(2)) {
      case "users/cost_rates" -> Optional.of(costRates(request));
      case "users/billable_rates" -> Optional.of(billableRates(request));
      case "invoices/payments" -> Optional.of(payments(request));
      default -> Optional.empty();
    };
  }

  private Person person(Request request) {
    long id = request.id(1);
    return firm.people().stream()
        .filter(person -> person.id() == id && !person.placeholder())
        .findFirst()
        .orElseThrow(Refused::notFound);
  }

  private record Rate(long id, @Nullable Object from, @Nullable Object to, Money amount) {}

  private String costRates(Request request) {
    Person person = person(request);
    List<Rate> rates = new ArrayList<>();
    for (Person.CostRate rate : person.costRates()) {
      rates.add(new Rate(person.id() * 100 + rates.size(), rate.from(), rate.to(), rate.perHour()));
    }
    return pages.page(request, "cost_rates", shape().rows(rates), false);
  }

  private String billableRates(Request request) {
    Person person = person(request);
    Money rate = person.defaultBillRate();
    List<Rate> rates =
        rate == null ? List.of() : List.of(new Rate(person.id() * 100 + 50, null, null, rate));
    return pages.page(request, "billable_rates", shape().rows(rates), false);
  }

  private Shape<Rate> shape() {
    String touched = String.valueOf(Times.utc(firm.today(), 6));
    return new Shape<>(
        Rate::id,
        (rate, json) -> {
          json.put("amount", HarvestTables.money(rate.amount()));
          json.put("start_date", rate.from()).put("end_date", rate.to());
          HarvestTables.stamps(json, touched, touched);
        });
  }

  private String payments(Request request) {
    long id = request.id(1);
    Invoice invoice =
        firm.invoices().stream()
            .filter(candidate -> candidate.id() == id)
            .findFirst()
            .orElseThrow(Refused::notFound);
    Shape<Invoice.Payment> shape =
        new Shape<>(
            Invoice.Payment::id,
            (payment, json) -> {
              String paid = Times.utc(payment.paidOn(), 8);
              json.put("amount", HarvestTables.money(payment.amount())).put("paid_at", paid);
              json.put("paid_date", payment.paidOn())
                  .put("recorded_by", index.person(90_101).name());
              json.put("recorded_by_email", index.person(90_101).email()).put("notes", "");
              json.put("transaction_id", null);
              HarvestTables.stamps(json, paid, paid);
            });
    return pages.page(request, "invoice_payments", shape.rows(invoice.payments()), false);
  }
}
