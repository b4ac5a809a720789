package surety.server.audit.alert;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.DataScope;
import surety.server.audit.alert.AlertRows.Choice;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings, Security, Alerts.
@Controller
@RequestMapping("/w/{workspace}/security/alerts")
class AlertsController {

  private final AlertRows rows;
  private final AccessLog log;

  AlertsController(AlertRows rows, AccessLog log) {
    this.rows = rows;
    this.log = log;
  }

  @GetMapping
  @Requires(Permission.AUDIT_VIEW)
  String list(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("done", done.equals("saved"));
    model.addAttribute("choices", rows.choices(scope));
    return page(scope, model);
  }

  /// A rule is on if its box is checked.
  @PostMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String choose(
      WorkspaceScope scope,
      @RequestParam Map<String, String> fields,
      HttpServletResponse response,
      Model model) {
    List<Choice> choices = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (AlertRule rule : AlertRule.values()) {
      boolean enabled = fields.containsKey(rule.key());
      OptionalLong number = AlertRule.number(fields.getOrDefault("number-" + rule.key(), ""));
      if (rule.isCounting() && number.isEmpty()) {
        wrong.add(rule.key());
      }
      Long chosen = rule.isCounting() && number.isPresent() ? number.getAsLong() : null;
      choices.add(new Choice(rule, enabled, chosen));
    }
    if (!wrong.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("choices", choices);
      model.addAttribute("wrong", wrong);
      return page(scope, model);
    }
    rows.choose(scope, choices);
    return "redirect:/w/" + scope.workspace() + "/security/alerts?done=saved";
  }

  private String page(WorkspaceScope scope, Model model) {
    log.record(scope, AccessEntry.of(AccessAction.TRAIL_READ, DataScope.all("alerts")));
    model.addAttribute("base", "/w/" + scope.workspace() + "/security");
    model.addAttribute("alerts", rows.list(scope));
    model.addAttribute("shown", AlertRows.SHOWN);
    model.addAttribute("mayChange", scope.permits(Permission.SETTINGS_MANAGE));
    if (!model.containsAttribute("wrong")) {
      model.addAttribute("wrong", List.of());
    }
    return "audit/alerts";
  }
}
