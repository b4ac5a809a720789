package surety.server.ai.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

/// What programs that speak to Anthropic find here under `/ai/anthropic/v1`.
@Controller
@RequestMapping("/ai/anthropic")
class AnthropicController {

  private final Gateway gateway;

  AnthropicController(Gateway gateway) {
    this.gateway = gateway;
  }

  @PostMapping("/v1/messages")
  @Requires(Permission.AI_USE)
  void messages(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    call(Endpoint.MESSAGES, scope, request, response);
  }

  @PostMapping("/v1/messages/count_tokens")
  @Requires(Permission.AI_USE)
  void countTokens(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    call(Endpoint.COUNT_TOKENS, scope, request, response);
  }

  @GetMapping("/v1/models")
  @Requires(Permission.AI_USE)
  void models(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Models.read(gateway, Dialect.ANTHROPIC, "", scope, request, response);
  }

  @GetMapping("/v1/models/{model}")
  @Requires(Permission.AI_USE)
  void model(
      WorkspaceScope scope,
      @PathVariable String model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Models.read(gateway, Dialect.ANTHROPIC, model, scope, request, response);
  }

  @RequestMapping({"", "/**"})
  @Requires(Permission.AI_USE)
  void nothing(WorkspaceScope scope) {
    throw new Refusal(Problem.NOT_FOUND);
  }

  @ExceptionHandler
  void failed(RuntimeException e, HttpServletResponse response) {
    Answers.fail(Dialect.ANTHROPIC, e, response);
  }

  // The program went away: there is nobody to tell.
  @ExceptionHandler
  void gone(IOException e, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
  }

  private void call(
      Endpoint endpoint,
      WorkspaceScope scope,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Incoming incoming = Incoming.withBody(request, Dialect.ANTHROPIC);
    gateway.call(endpoint, scope, incoming, new Recipient(response, Dialect.ANTHROPIC));
  }
}
