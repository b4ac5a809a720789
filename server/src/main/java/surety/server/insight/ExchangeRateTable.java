package surety.server.insight;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;
import surety.server.insight.figures.ExchangeRates;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// The exchange rates that a workspace's members entered.
@Repository
class ExchangeRateTable {

  static final int PAGE = 200;

  private final WorkspaceDatabase database;

  ExchangeRateTable(WorkspaceDatabase database) {
    this.database = database;
  }

  /// One unit of `currency` was worth `rate` units of the reporting currency on `day`.
  record Rate(Currency currency, LocalDate day, BigDecimal rate) {}

  Currency reporting(WorkspaceScope scope) {
    return database
        .readOnce(
            scope,
            "SELECT reporting_currency FROM workspace.workspace WHERE workspace_id = ?",
            (row, n) -> Currency.getInstance(row.getString(1)),
            scope.workspace().value())
        .getFirst();
  }

  ExchangeRates since(WorkspaceScope scope, LocalDate from) {
    Currency reporting = reporting(scope);
    Map<Currency, Map<LocalDate, BigDecimal>> days = new HashMap<>();
    database
        .readOnce(
            scope,
            """
            SELECT currency, day, rate
              FROM insight.exchange_rate
             WHERE workspace_id = ? AND reporting = ? AND day >= ?
            """,
            ExchangeRateTable::rate,
            scope.workspace().value(),
            reporting.getCurrencyCode(),
            from.minusDays(ExchangeRates.LIMIT_DAYS))
        .forEach(
            rate ->
                days.computeIfAbsent(rate.currency(), c -> new HashMap<>())
                    .put(rate.day(), rate.rate()));
    return ExchangeRates.of(reporting, days);
  }

  /// The latest rates, newest first.
  List<Rate> latest(WorkspaceScope scope) {
    return database.readOnce(
        scope,
        """
        SELECT currency, day, rate
          FROM insight.exchange_rate
         WHERE workspace_id = ? AND reporting = ?
         ORDER BY day DESC, currency
         LIMIT ?
        """,
        ExchangeRateTable::rate,
        scope.workspace().value(),
        reporting(scope).getCurrencyCode(),
        PAGE);
  }

  /// Adds rates; one that is there for the same day is replaced. All are stored or none.
  void put(WorkspaceScope scope, List<Rate> rates) {
    String reporting = reporting(scope).getCurrencyCode();
    database.write(
        scope,
        client ->
            rates.stream()
                .mapToInt(
                    rate ->
                        client
                            .sql(
                                """
                                INSERT INTO insight.exchange_rate
                                VALUES (:workspace, :reporting, :currency, :day, :rate)
                                ON CONFLICT (workspace_id, reporting, currency, day)
                                DO UPDATE SET rate = excluded.rate
                                 WHERE exchange_rate.rate <> excluded.rate
                                """)
                            .param("workspace", scope.workspace().value())
                            .param("reporting", reporting)
                            .param("currency", rate.currency().getCurrencyCode())
                            .param("day", rate.day())
                            .param("rate", rate.rate())
                            .update())
                .sum());
  }

  /// Removes one rate; false where there was none.
  boolean remove(WorkspaceScope scope, Currency currency, LocalDate day) {
    String reporting = reporting(scope).getCurrencyCode();
    return database.write(
            scope,
            client ->
                client
                    .sql(
                        """
                        DELETE FROM insight.exchange_rate
                         WHERE workspace_id = :workspace AND reporting = :reporting
                           AND currency = :currency AND day = :day
                        """)
                    .param("workspace", scope.workspace().value())
                    .param("reporting", reporting)
                    .param("currency", currency.getCurrencyCode())
                    .param("day", day)
                    .update())
        > 0;
  }

  private static Rate rate(ResultSet row, int number) throws SQLException {
    return new Rate(
        Currency.getInstance(row.getString("currency")),
        row.getObject("day", LocalDate.class),
        row.getBigDecimal("rate").stripTrailingZeros());
  }
}
