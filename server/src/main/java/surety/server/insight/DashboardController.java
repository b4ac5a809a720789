package surety.server.insight;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import surety.server.audit.AccessAction;
import surety.server.connect.Fetch;
import surety.server.insight.dashboard.Csv;
import surety.server.insight.dashboard.Dashboard;
import surety.server.insight.dashboard.Table;
import surety.server.insight.figures.Range;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// The dashboard and its tables as files.
@Controller
@RequestMapping("/w/{workspace}/dashboard")
class DashboardController {

  private static final String DEFAULT_RANGE = "6";

  // Long enough for a small firm to see figures at once, short enough not to keep a reader waiting.
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration PATIENCE_OF_A_FILE = Duration.ofSeconds(20);
  private static final int SECONDS_WITHOUT_SCRIPT = 2;

  private final Figures figures;
  private final CardMarkup markup;
  private final Clock clock;

  DashboardController(Figures figures, CardMarkup markup, Clock clock) {
    this.figures = figures;
    this.markup = markup;
    this.clock = clock;
  }

  @GetMapping
  @Requires(Permission.DASHBOARD_VIEW)
  ModelAndView dashboard(
      WorkspaceScope scope,
      @RequestParam(defaultValue = DEFAULT_RANGE) String range,
      @RequestHeader(name = "HX-Request", defaultValue = "") String htmx) {
    Range chosen = range(range);
    Look look = figures.look(scope, AccessAction.CACHE_READ, chosen, PATIENCE);
    return switch (look) {
      case Look.Ready ready -> ready(scope, chosen, ready);
      case Look.Underway underway -> underway(scope, chosen, underway);
      case Look.Unreadable unreadable -> unreadable(scope, chosen, unreadable, htmx.equals("true"));
      case Look.NothingConnected() -> nothingConnected(scope);
    };
  }

  @PostMapping("/refresh")
  @Requires(Permission.DASHBOARD_VIEW)
  String refresh(WorkspaceScope scope, @RequestParam(defaultValue = DEFAULT_RANGE) String range) {
    figures.readAgain(scope);
    return "redirect:" + href(scope, range(range));
  }

  @GetMapping("/{table}.csv")
  @Requires(Permission.DASHBOARD_VIEW)
  ResponseEntity<byte[]> table(
      WorkspaceScope scope,
      @PathVariable String table,
      @RequestParam(defaultValue = DEFAULT_RANGE) String range) {
    Range chosen = range(range);
    // Before the access is recorded: nothing is exported then.
    if (!Dashboard.hasTable(table, scope.permits(Permission.COSTS_VIEW))) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    Look look = figures.look(scope, AccessAction.EXPORT, chosen, PATIENCE_OF_A_FILE);
    if (look instanceof Look.NothingConnected) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    if (!(look instanceof Look.Ready ready)) {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
    }
    return Dashboard.of(ready.figures(), chosen, ready.held().missing())
        .table(table)
        .map(this::file)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private ResponseEntity<byte[]> file(Table table) {
    String name = table.key() + "-" + LocalDate.now(clock) + ".csv";
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(Csv.of(table).getBytes(StandardCharsets.UTF_8));
  }

  private ModelAndView ready(WorkspaceScope scope, Range range, Look.Ready look) {
    Instant now = clock.instant();
    String cards = markup.cards(look, range, base(scope));
    ModelAndView page =
        page("insight/dashboard", DashboardView.of(look, range, base(scope), now, cards));
    page.addObject("mayAnalyse", scope.permits(Permission.AI_USE));
    return page;
  }

  private ModelAndView underway(WorkspaceScope scope, Range range, Look.Underway look) {
    List<Step> steps =
        Arrays.stream(Fetch.values())
            .map(fetch -> new Step(fetch.label(), look.progress().of(fetch)))
            .toList();
    ModelAndView page =
        page("insight/dashboard-loading", Map.of("href", href(scope, range), "steps", steps));
    page.addObject("refreshSeconds", SECONDS_WITHOUT_SCRIPT);
    return page;
  }

  /// Records of one kind that were read so far.
  record Step(String label, long count) {}

  private static ModelAndView unreadable(
      WorkspaceScope scope, Range range, Look.Unreadable look, boolean waiting) {
    List<String> reasons =
        look.sources().stream().flatMap(DashboardView::problems).distinct().toList();
    ModelAndView page =
        page(
            "insight/dashboard-failed",
            Map.of("base", base(scope), "range", range.months(), "reasons", reasons));
    // htmx shows nothing of an answer that is an error: who waits would wait for ever.
    page.setStatus(waiting ? HttpStatus.OK : HttpStatus.BAD_GATEWAY);
    return page;
  }

  private static ModelAndView nothingConnected(WorkspaceScope scope) {
    boolean mayConnect = scope.permits(Permission.CONNECTIONS_MANAGE);
    return page("insight/dashboard-none", Map.of("base", base(scope), "mayConnect", mayConnect));
  }

  private static ModelAndView page(String template, Object view) {
    return new ModelAndView(template, "view", view);
  }

  private static Range range(String months) {
    return Range.ofMonths(months)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
  }

  private static String base(WorkspaceScope scope) {
    return "/w/" + scope.workspace();
  }

  private static String href(WorkspaceScope scope, Range range) {
    return base(scope) + "/dashboard?range=" + range.months();
  }
}
