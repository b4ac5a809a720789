package surety.server.ai.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import surety.server.ai.provider.Dialect;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// What programs that speak to a provider find here, below `/ai/openai` and `/ai/anthropic`, at the
/// provider's own paths.
@Controller
@RequestMapping("/ai")
class GatewayController {

  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  private final Gateway gateway;

  GatewayController(Gateway gateway) {
    this.gateway = gateway;
  }

  @PostMapping({
    "/openai/v1/chat/completions",
    "/openai/v1/responses",
    "/openai/v1/embeddings",
    "/anthropic/v1/messages",
    "/anthropic/v1/messages/count_tokens"
  })
  @Requires(Permission.AI_USE)
  void call(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Endpoint endpoint =
        Endpoint.at(request.getRequestURI()).orElseThrow(GatewayController::nowhere);
    Incoming incoming = Incoming.withBody(request, endpoint.dialect());
    gateway.call(endpoint, scope, incoming, new Program(response, endpoint.dialect()));
  }

  @GetMapping({"/openai/v1/models", "/anthropic/v1/models"})
  @Requires(Permission.AI_USE)
  void models(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    models("/models", scope, request, response);
  }

  @GetMapping({"/openai/v1/models/{model}", "/anthropic/v1/models/{model}"})
  @Requires(Permission.AI_USE)
  void model(
      WorkspaceScope scope,
      @PathVariable String model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!MODEL.matcher(model).matches()) {
      throw nowhere();
    }
    models("/models/" + model, scope, request, response);
  }

  private void models(
      String path, WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Dialect dialect = dialect(request);
    Incoming incoming = Incoming.withoutBody(request, dialect);
    gateway.models(dialect, path, scope, incoming, new Program(response, dialect));
  }

  @RequestMapping({"/openai", "/openai/**", "/anthropic", "/anthropic/**"})
  @Requires(Permission.AI_USE)
  void nothing(WorkspaceScope scope) {
    throw nowhere();
  }

  @ExceptionHandler
  void failed(RuntimeException e, HttpServletRequest request, HttpServletResponse response) {
    Answers.fail(dialect(request), e, response);
  }

  // The program went away: there is nobody to tell.
  @ExceptionHandler
  void gone(IOException e, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
  }

  private static Dialect dialect(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/ai/anthropic") ? Dialect.ANTHROPIC : Dialect.OPENAI;
  }

  private static Refusal nowhere() {
    return new Refusal(Problem.NOT_FOUND);
  }
}
