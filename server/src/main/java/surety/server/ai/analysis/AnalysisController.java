package surety.server.ai.analysis;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import surety.server.ai.provider.AnalysisModels;
import surety.server.insight.DashboardLook;
import surety.server.insight.figures.Range;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// The page "Analysis".
@Controller
@RequestMapping("/w/{workspace}/analysis")
class AnalysisController {

  private static final String USUAL_RANGE = "6";

  private final Analyses analyses;
  private final AnalysisModels models;
  private final AnalysisPages pages;

  AnalysisController(Analyses analyses, AnalysisModels models, AnalysisPages pages) {
    this.analyses = analyses;
    this.models = models;
    this.pages = pages;
  }

  @GetMapping
  @Requires({Permission.DASHBOARD_VIEW, Permission.AI_USE})
  String page(
      WorkspaceScope scope, @RequestParam(defaultValue = USUAL_RANGE) String range, Model model) {
    Range chosen = Range.ofMonths(range).orElse(Range.SIX_MONTHS);
    form(scope, chosen, "", models.choices(scope), model);
    return "ai/analysis";
  }

  // Answered with the page itself: there is nothing from which a second request could fetch it.
  @PostMapping
  @Requires({Permission.DASHBOARD_VIEW, Permission.AI_USE})
  View analyse(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String range,
      @RequestParam(defaultValue = "") String provider,
      Model model) {
    AnalysisModels.Choices choices = models.choices(scope);
    Optional<Range> chosen = Range.ofMonths(range);
    Optional<AnalysisModels.Choice> choice = choices.find(provider);
    form(scope, chosen.orElse(Range.SIX_MONTHS), provider, choices, model);
    if (choices.missing() != null) {
      return pages.stopped(Stop.notSetUp());
    }
    if (chosen.isEmpty() || choice.isEmpty()) {
      return pages.stopped(Stop.wrongChoice());
    }
    return switch (analyses.figures(scope, chosen.get())) {
      case DashboardLook.Ready ready ->
          pages.answer(listener -> analyses.ask(scope, choice.get(), ready.dashboard(), listener));
      case DashboardLook.Underway _ -> pages.stopped(Stop.stillReading());
      case DashboardLook.Unreadable(List<String> reasons) ->
          pages.stopped(Stop.unreadable(reasons));
      case DashboardLook.NothingConnected _ -> pages.stopped(Stop.nothingConnected());
    };
  }

  private static void form(
      WorkspaceScope scope,
      Range range,
      String provider,
      AnalysisModels.Choices choices,
      Model model) {
    model.addAttribute("base", "/w/" + scope.workspace());
    model.addAttribute("range", range.months());
    model.addAttribute("ranges", Range.values());
    model.addAttribute("provider", provider);
    model.addAttribute("choices", choices.all());
    model.addAttribute("standIn", choices.all().stream().anyMatch(one -> one.standIn()));
    model.addAttribute("missing", choices.missing());
    model.addAttribute("maySet", scope.permits(Permission.SETTINGS_MANAGE));
    model.addAttribute("mayConnect", scope.permits(Permission.CONNECTIONS_VIEW));
  }
}
