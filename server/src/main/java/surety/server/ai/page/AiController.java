package surety.server.ai.page;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
import surety.envelope.SecretBytes;
import surety.server.ai.limit.Limits;
import surety.server.ai.limit.Spending;
import surety.server.ai.provider.AnalysisModels;
import surety.server.ai.provider.Attestation;
import surety.server.ai.provider.ProviderPlaces;
import surety.server.ai.provider.Providers;
import surety.server.audit.AccessDetail;
import surety.server.platform.Problem;
import surety.server.platform.PublicAddress;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings → AI: providers with their keys and promises, limits, and what was used today.
@Controller
@RequestMapping("/w/{workspace}/settings/ai")
class AiController {

  private static final Limits USUAL = new Limits(600, 300, 20_000_000, 10_000_000, 10_000, 5_000);
  private static final Map<String, String> DONE =
      Map.of(
          "set", "The key is stored. It goes to the provider and nowhere else.",
          "removed", "The provider is removed, with its key and its promise.",
          "attested", "The promise is recorded.",
          "chosen", "The model for analyses is saved.",
          "withdrawn", "The promise is taken back: the provider is asked nothing any more.",
          "limited", "The limits are saved. They count from the next call on.");

  private final Providers providers;
  private final ProviderPlaces places;
  private final AnalysisModels models;
  private final Spending spending;
  private final PublicAddress address;
  private final Clock clock;

  AiController(
      Providers providers,
      ProviderPlaces places,
      AnalysisModels models,
      Spending spending,
      PublicAddress address,
      Clock clock) {
    this.providers = providers;
    this.places = places;
    this.models = models;
    this.spending = spending;
    this.address = address;
    this.clock = clock;
  }

  @GetMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String page(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("done", DONE.get(done));
    return shown(scope, model);
  }

  @PostMapping("/providers")
  @Requires(Permission.SETTINGS_MANAGE)
  String set(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String base,
      @RequestParam(defaultValue = "") String key,
      HttpServletResponse response,
      Model model) {
    Optional<ProviderPlaces.Place> place =
        places.all().stream().filter(p -> p.base().toString().equals(base)).findFirst();
    boolean plain = key.strip().matches("[!-~]{8,500}");
    model.addAttribute("chosenBase", base);
    if (place.isEmpty()) {
      model.addAttribute("keyWrong", "Choose a provider from the list.");
      return refused(scope, response, model);
    }
    if (!plain) {
      model.addAttribute(
          "keyWrong", "A key of 8 to 500 letters, digits and signs, without spaces.");
      return refused(scope, response, model);
    }
    try (SecretBytes secret = SecretBytes.ofText(key.strip())) {
      if (!providers.set(scope, place.get(), secret)) {
        model.addAttribute("keyWrong", "Another provider of this form is set. Remove it first.");
        return refused(scope, response, model);
      }
    }
    return done(scope, "set");
  }

  @PostMapping("/providers/{provider}/remove")
  @Requires(Permission.SETTINGS_MANAGE)
  String remove(WorkspaceScope scope, @PathVariable UUID provider) {
    return doneIf(providers.remove(scope, provider), scope, "removed");
  }

  @PostMapping("/providers/{provider}/attest")
  @Requires(Permission.SETTINGS_MANAGE)
  String attest(
      WorkspaceScope scope,
      @PathVariable UUID provider,
      @RequestParam Map<String, String> form,
      HttpServletResponse response,
      Model model) {
    Attestation.Read read =
        Attestation.parse(
            form.getOrDefault("saidBy", ""),
            form.getOrDefault("document", ""),
            form.getOrDefault("issued", ""),
            form.getOrDefault("expires", ""),
            today());
    if (read.attestation().isEmpty()) {
      model.addAttribute("attesting", provider);
      model.addAttribute("typed", form);
      model.addAttribute("errors", read.errors());
      return refused(scope, response, model);
    }
    return doneIf(providers.attest(scope, provider, read.attestation().get()), scope, "attested");
  }

  @PostMapping("/providers/{provider}/withdraw")
  @Requires(Permission.SETTINGS_MANAGE)
  String withdraw(WorkspaceScope scope, @PathVariable UUID provider) {
    return doneIf(providers.withdraw(scope, provider), scope, "withdrawn");
  }

  @PostMapping("/providers/{provider}/model")
  @Requires(Permission.SETTINGS_MANAGE)
  String choose(
      WorkspaceScope scope,
      @PathVariable UUID provider,
      @RequestParam(defaultValue = "") String model,
      HttpServletResponse response,
      Model page) {
    String chosen = model.strip();
    if (!chosen.isEmpty() && !AccessDetail.isWord(chosen)) {
      page.addAttribute("choosing", provider);
      page.addAttribute("typedModel", chosen);
      return refused(scope, response, page);
    }
    Optional<String> name = Optional.of(chosen).filter(word -> !word.isEmpty());
    return doneIf(models.choose(scope, provider, name), scope, "chosen");
  }

  @PostMapping("/limits")
  @Requires(Permission.SETTINGS_MANAGE)
  String limit(
      WorkspaceScope scope,
      @RequestParam Map<String, String> form,
      HttpServletResponse response,
      Model model) {
    Optional<Limits> limits = LimitForm.parse(form);
    if (limits.isEmpty()) {
      model.addAttribute("typedLimits", form);
      return refused(scope, response, model);
    }
    providers.limit(scope, limits.get());
    return done(scope, "limited");
  }

  private String refused(WorkspaceScope scope, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return shown(scope, model);
  }

  private static String doneIf(boolean changed, WorkspaceScope scope, String what) {
    if (!changed) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    return done(scope, what);
  }

  private static String done(WorkspaceScope scope, String what) {
    return "redirect:/w/" + scope.workspace() + "/settings/ai?done=" + what;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  // What somebody typed stays, to be mended.
  private List<LimitForm.Field> limits(WorkspaceScope scope, Model model) {
    List<LimitForm.Field> stored = LimitForm.fields(providers.limits(scope).orElse(USUAL));
    @SuppressWarnings("unchecked") // only #limit puts it there
    var typed = (Map<String, String>) model.getAttribute("typedLimits");
    return typed == null ? stored : stored.stream().map(field -> field.typed(typed)).toList();
  }

  private String shown(WorkspaceScope scope, Model model) {
    List<Spending.Used> used = spending.today(scope);
    model.addAttribute("providers", providers.all(scope));
    model.addAttribute("models", models.all(scope));
    model.addAttribute("places", places.offered());
    model.addAttribute("today", today());
    model.addAttribute("limits", limits(scope, model));
    model.addAttribute("used", used.stream().map(UsedLine::of).toList());
    model.addAttribute("total", UsedLine.total(used));
    model.addAttribute("origin", address.origin().toString());
    return "ai/settings";
  }
}
