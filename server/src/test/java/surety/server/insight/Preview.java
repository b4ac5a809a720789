package surety.server.insight;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import surety.server.connect.Fetch;
import surety.server.connect.FetchReport;
import surety.server.insight.figures.Range;

/// Writes every page of this module with the made-up firm's figures into a folder, to look at.
final class Preview {

  private Preview() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Pages pages = new Pages();
    var figures = Pages.madeUp();
    Held held = Pages.held(figures);
    for (Range range : Range.values()) {
      write(
          folder,
          "dashboard-" + range.months(),
          pages.render("insight/dashboard", pages.view(held, figures, range)));
    }
    Held partial =
        Pages.held(
            figures,
            Pages.report(Fetch.BOOKINGS, FetchReport.State.FAILED, FetchReport.Reason.FORBIDDEN));
    write(
        folder,
        "partial",
        pages.render("insight/dashboard", pages.view(partial, partial.plain(), Range.SIX_MONTHS)));
    others(folder, pages);
  }

  private static void others(Path folder, Pages pages) throws IOException {
    var steps =
        List.of(
            new DashboardController.Step("People", 25),
            new DashboardController.Step("Time entries", 12_400));
    write(
        folder,
        "loading",
        pages.render("insight/dashboard-loading", Map.of("href", "#", "steps", steps)));
    write(
        folder,
        "none",
        pages.render("insight/dashboard-none", Map.of("base", "#", "mayConnect", true)));
    write(
        folder,
        "failed",
        pages.render(
            "insight/dashboard-failed",
            Map.of(
                "base",
                "#",
                "range",
                6,
                "reasons",
                List.of("Productive.io, people: not read. The source does not answer."))));
    var rate =
        new ExchangeRateTable.Rate(
            Currency.getInstance("USD"), LocalDate.of(2026, 6, 1), new BigDecimal("0.9215"));
    write(
        folder,
        "rates",
        pages.render(
            "insight/exchange-rates",
            new ExchangeRateController.View(
                "#", "EUR", 35, true, List.of(rate), "USD 0.92", "Not understood: line 1.")));
  }

  private static void write(Path folder, String name, String html) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), html.replace("/assets/", "assets/"));
  }
}
