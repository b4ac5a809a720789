package surety.server.insight;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;
import surety.sandbox.Firm;
import surety.server.connect.Fetch;
import surety.server.connect.FetchReport;
import surety.server.insight.figures.Aggregates;
import surety.server.insight.figures.MadeUpFirm;
import surety.server.insight.figures.Range;

/// Renders pages as the server does, without one.
final class Pages {

  static final LocalDate TODAY = LocalDate.of(2026, 6, 18);
  static final Instant NOW = Instant.parse("2026-06-18T14:05:00Z");
  static final String BASE = "/w/0197a000-0000-7000-8000-000000000001";

  private final SpringTemplateEngine engine = new SpringTemplateEngine();

  Pages() {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("surety/server/");
    resolver.setSuffix(".html");
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    engine.setTemplateResolver(resolver);
  }

  String render(String template, Object view) {
    MockServletContext servlet = new MockServletContext();
    var exchange =
        JakartaServletWebApplication.buildApplication(servlet)
            .buildExchange(new MockHttpServletRequest(servlet), new MockHttpServletResponse());
    WebContext context =
        new WebContext(exchange, Locale.ENGLISH, Map.of("view", view, "shell", shell()));
    return engine.process(template, context);
  }

  private static Map<String, Object> shell() {
    return Map.of(
        "base", BASE,
        "workspaceName", "Example Ltd",
        "email", "owner@example.com",
        "role", "Owner",
        "links",
            List.of(
                Map.of("key", "dashboard", "path", "dashboard", "label", "Dashboard"),
                Map.of("key", "connections", "path", "connections", "label", "Connections"),
                Map.of("key", "members", "path", "members", "label", "Members"),
                Map.of("key", "security", "path", "security", "label", "Security")));
  }

  static Aggregates madeUp() {
    return new MadeUpFirm(Firm.generate(7, TODAY)).fold(TODAY.minusMonths(36));
  }

  static Aggregates madeUpWithoutBilling() {
    return new MadeUpFirm(Firm.generate(7, TODAY)).foldWithoutBilling(TODAY.minusMonths(36));
  }

  static Held held(Aggregates figures, FetchReport... reports) {
    return new Held(
        NOW.minusSeconds(190),
        FigureCache.LONGEST,
        figures,
        List.of(
            new Held.SourceReport(
                UUID.randomUUID(), "Productive.io", List.of(reports), List.of(), Map.of())),
        Origins.ONE_SYSTEM);
  }

  DashboardView view(Held held, Aggregates figures, Range range) {
    Look.Ready look = new Look.Ready(held.startedAt(), figures, held);
    String cards = new CardMarkup(engine).cards(look, range, BASE);
    return DashboardView.of(look, range, BASE, NOW, cards);
  }

  static FetchReport report(Fetch fetch, FetchReport.State state, FetchReport.Reason reason) {
    return new FetchReport(
        fetch,
        state,
        List.of(new FetchReport.Note(reason, "records", 1)),
        0,
        Map.of(),
        1,
        Optional.empty(),
        Duration.ofSeconds(1));
  }
}
