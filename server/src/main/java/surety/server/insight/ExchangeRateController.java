package surety.server.insight;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import surety.server.insight.figures.ExchangeRates;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// The exchange rates that a workspace keeps.
@Controller
@RequestMapping("/w/{workspace}/exchange-rates")
class ExchangeRateController {

  private final ExchangeRateTable table;
  private final Figures figures;

  ExchangeRateController(ExchangeRateTable table, Figures figures) {
    this.table = table;
    this.figures = figures;
  }

  /// What the template `insight/exchange-rates` reads.
  ///
  /// @param lines what the member typed, to be mended
  record View(
      String base,
      String reporting,
      int limitDays,
      boolean mayChange,
      List<ExchangeRateTable.Rate> rates,
      String lines,
      @Nullable String error) {}

  @GetMapping
  @Requires(Permission.DASHBOARD_VIEW)
  ModelAndView rates(WorkspaceScope scope) {
    return page(scope, "", Optional.empty());
  }

  @PostMapping
  @Requires(Permission.SETTINGS_MANAGE)
  ModelAndView add(WorkspaceScope scope, @RequestParam String lines) {
    RateLines read = RateLines.of(lines, table.reporting(scope));
    if (!read.wrong().isEmpty() || read.rates().isEmpty()) {
      return mend(scope, lines, read);
    }
    table.put(scope, read.rates());
    return changed(scope);
  }

  @PostMapping("/remove")
  @Requires(Permission.SETTINGS_MANAGE)
  ModelAndView remove(
      WorkspaceScope scope,
      @RequestParam String currency,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day) {
    Currency known =
        RateLines.currency(currency)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    if (RateLines.isKept(day)) {
      table.remove(scope, known, day);
    }
    return changed(scope);
  }

  private ModelAndView changed(WorkspaceScope scope) {
    figures.forget(scope.workspace());
    return new ModelAndView("redirect:" + base(scope) + "/exchange-rates");
  }

  private ModelAndView mend(WorkspaceScope scope, String lines, RateLines read) {
    String error =
        read.rates().isEmpty() && read.wrong().isEmpty()
            ? "Type at least one line."
            : "Nothing was stored. Not understood: line " + read.wrongLines() + ".";
    ModelAndView page = page(scope, lines, Optional.of(error));
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private ModelAndView page(WorkspaceScope scope, String lines, Optional<String> error) {
    View view =
        new View(
            base(scope),
            table.reporting(scope).getCurrencyCode(),
            ExchangeRates.LIMIT_DAYS,
            scope.permits(Permission.SETTINGS_MANAGE),
            table.latest(scope),
            lines,
            error.orElse(null));
    return new ModelAndView("insight/exchange-rates", "view", view);
  }

  private static String base(WorkspaceScope scope) {
    return "/w/" + scope.workspace();
  }
}
