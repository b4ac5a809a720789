package surety.server.connect.mapping;

import java.util.Currency;
import java.util.Optional;
import surety.server.connect.SourceRecord.Money;

/// The amount of a row of a list, in the currency of the record that the list belongs to.
record ItemAmount(Value amount, Convert.Amount as, Extract<Currency> currency) {

  Optional<Money> of(Row record, Row item, Tables tables) {
    Optional<Currency> unit = currency.of(record, tables);
    return amount
        .of(item, tables)
        .flatMap(text -> unit.map(money -> new Money(Convert.amount(text, as, money), money)));
  }
}
