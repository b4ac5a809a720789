package surety.server.audit.stream;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.audit.stream.Sent.Failed;
import surety.server.audit.stream.StreamForm.Checked;
import surety.server.audit.stream.StreamRows.Added;
import surety.server.audit.stream.Streams.Result;
import surety.server.platform.Clicks;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings, Security, Streams.
@Controller
@RequestMapping("/w/{workspace}/security/streams")
class StreamsController {

  private static final Map<String, String> DONE =
      Map.of(
          "removed", "The stream is removed, and its secret with it.",
          "paused", "The stream is paused. What comes meanwhile waits.",
          "resumed", "The stream goes on where it was.");

  private final Streams streams;
  private final StreamRows rows;
  private final Clicks clicks;

  StreamsController(Streams streams, StreamRows rows, Clicks clicks) {
    this.streams = streams;
    this.rows = rows;
    this.clicks = clicks;
  }

  @GetMapping
  @Requires(Permission.AUDIT_VIEW)
  String list(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("done", DONE.get(done));
    return page(scope, model);
  }

  // Answered with the page itself and not with a way to it: the secret is shown this once, and must
  // not lie anywhere until a second request fetches it.
  @PostMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String add(WorkspaceScope scope, StreamForm form, HttpServletResponse response, Model model) {
    Checked checked = form.check();
    if (checked.wanted() == null) {
      model.addAttribute("errors", checked.errors());
      return refused(scope, form, response, model);
    }
    Result result = streams.add(scope, checked.wanted());
    if (result.added() == Added.FULL) {
      model.addAttribute("full", true);
      return refused(scope, form, response, model);
    }
    if (result.added() == Added.TAKEN) {
      model.addAttribute("errors", Map.of("name", "There is a stream of this name."));
      return refused(scope, form, response, model);
    }
    model.addAttribute("done", "The stream is added. Send it a test line.");
    return told(scope, result.secret(), response, model);
  }

  @PostMapping("/{stream}/secret")
  @Requires(Permission.SETTINGS_MANAGE)
  String renew(
      WorkspaceScope scope, @PathVariable UUID stream, HttpServletResponse response, Model model) {
    Optional<String> secret = streams.renew(scope, stream);
    if (secret.isEmpty()) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    model.addAttribute("done", "The secret is replaced. The former one signs nothing any more.");
    return told(scope, secret, response, model);
  }

  @PostMapping("/{stream}/test")
  @Requires(Permission.SETTINGS_MANAGE)
  String test(WorkspaceScope scope, @PathVariable UUID stream, Model model) {
    Sent sent = streams.test(scope, stream).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    model.addAttribute("tested", stream);
    if (sent instanceof Failed failed) {
      model.addAttribute("obstacle", Obstacle.sentence(failed.why()));
    }
    return page(scope, model);
  }

  @PostMapping("/{stream}/pause")
  @Requires(Permission.SETTINGS_MANAGE)
  String pause(WorkspaceScope scope, @PathVariable UUID stream) {
    return done(scope, streams.pause(scope, stream), "paused");
  }

  @PostMapping("/{stream}/resume")
  @Requires(Permission.SETTINGS_MANAGE)
  String resume(WorkspaceScope scope, @PathVariable UUID stream) {
    return done(scope, streams.resume(scope, stream), "resumed");
  }

  @PostMapping("/{stream}/remove")
  @Requires(Permission.SETTINGS_MANAGE)
  String remove(WorkspaceScope scope, @PathVariable UUID stream) {
    return clicks
        .answer(
            scope.principal().value(),
            stream,
            () ->
                streams.remove(scope, stream)
                    ? Optional.of(done(scope, true, "removed"))
                    : Optional.empty())
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  private static String done(WorkspaceScope scope, boolean found, String what) {
    if (!found) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    return "redirect:/w/" + scope.workspace() + "/security/streams?done=" + what;
  }

  private String told(
      WorkspaceScope scope, Optional<String> secret, HttpServletResponse response, Model model) {
    response.setHeader("Cache-Control", "no-store");
    secret.ifPresent(text -> model.addAttribute("secret", text));
    return page(scope, model);
  }

  private String refused(
      WorkspaceScope scope, StreamForm form, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    model.addAttribute("form", form);
    return page(scope, model);
  }

  private String page(WorkspaceScope scope, Model model) {
    model.addAttribute("base", "/w/" + scope.workspace() + "/security");
    model.addAttribute("streams", rows.list(scope));
    model.addAttribute("states", rows.states(scope));
    model.addAttribute("mayChange", scope.permits(Permission.SETTINGS_MANAGE));
    model.addAttribute("most", StreamRows.MOST);
    model.addAttribute("kinds", Arrays.asList(StreamKind.values()));
    model.addAttribute("longest", StreamRows.LONGEST_NAME);
    if (!model.containsAttribute("form")) {
      model.addAttribute("form", new StreamForm("", "webhook", "", "", ""));
    }
    if (!model.containsAttribute("errors")) {
      model.addAttribute("errors", Map.of());
    }
    return "audit/streams";
  }
}
