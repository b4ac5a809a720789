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

/// What programs that speak to OpenAI find here under `/ai/openai/v1`.
@Controller
@RequestMapping("/ai/openai")
class OpenAiController {

  private final Gateway gateway;

  OpenAiController(Gateway gateway) {
    this.gateway = gateway;
  }

  @PostMapping("/v1/chat/completions")
  @Requires(Permission.AI_USE)
  void chat(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    call(Endpoint.CHAT, scope, request, response);
  }

  @PostMapping("/v1/responses")
  @Requires(Permission.AI_USE)
  void responses(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    call(Endpoint.RESPONSES, scope, request, response);
  }

  @PostMapping("/v1/embeddings")
  @Requires(Permission.AI_USE)
  void embeddings(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    call(Endpoint.EMBEDDINGS, scope, request, response);
  }

  @GetMapping("/v1/models")
  @Requires(Permission.AI_USE)
  void models(WorkspaceScope scope, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Models.read(gateway, Dialect.OPENAI, "", scope, request, response);
  }

  @GetMapping("/v1/models/{model}")
  @Requires(Permission.AI_USE)
  void model(
      WorkspaceScope scope,
      @PathVariable String model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Models.read(gateway, Dialect.OPENAI, model, scope, request, response);
  }

  @RequestMapping({"", "/**"})
  @Requires(Permission.AI_USE)
  void nothing(WorkspaceScope scope) {
    throw new Refusal(Problem.NOT_FOUND);
  }

  @ExceptionHandler
  void failed(RuntimeException e, HttpServletResponse response) {
    Answers.fail(Dialect.OPENAI, e, response);
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
    Incoming incoming = Incoming.withBody(request, Dialect.OPENAI);
    gateway.call(endpoint, scope, incoming, new Recipient(response, Dialect.OPENAI));
  }
}
