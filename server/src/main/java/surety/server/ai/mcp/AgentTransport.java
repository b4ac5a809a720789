package surety.server.ai.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import surety.pseudonym.ProvenBody;
import surety.server.workspace.WorkspaceScope;

/// Between a request and the protocol's library: one message in, one answer out, nothing kept.
///
/// The library's own transport writes whatever a tool returned, and the messages of exceptions.
/// This one writes three things: what the library says about the server itself, which is the same
/// for everybody; errors in fixed words; and of a tool's answer only bytes that carry a proof.
final class AgentTransport implements McpStatelessServerTransport {

  private static final int LONGEST_ID = 200;

  private final McpJsonMapper mapper;
  private @Nullable McpStatelessServerHandler handler;

  AgentTransport(McpJsonMapper mapper) {
    this.mapper = mapper;
  }

  /// What to answer over HTTP.
  ///
  /// @param body empty where there is nothing to say
  record Answer(int status, byte[] body) {}

  @Override
  public void setMcpHandler(McpStatelessServerHandler mcpHandler) {
    handler = mcpHandler;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  /// Answers a message.
  Answer answer(String message, WorkspaceScope scope) throws IOException {
    AgentTurn turn = new AgentTurn(scope);
    try {
      return switch (McpSchema.deserializeJsonRpcMessage(mapper, message)) {
        case McpSchema.JSONRPCRequest request when isId(request.id()) -> request(request, turn);
        case McpSchema.JSONRPCNotification notification -> notified(notification, turn);
        default -> refused(ErrorCodes.INVALID_REQUEST, "This is no request or notification.");
      };
    } catch (IOException | IllegalArgumentException e) {
      // Its message quotes the request.
      return refused(ErrorCodes.PARSE_ERROR, "The body is not one message of JSON-RPC 2.0.");
    }
  }

  private static boolean isId(@Nullable Object id) {
    return id instanceof Number || (id instanceof String text && text.length() <= LONGEST_ID);
  }

  private Answer notified(McpSchema.JSONRPCNotification notification, AgentTurn turn) {
    handler().handleNotification(turn.context(), notification).block();
    return new Answer(202, new byte[0]);
  }

  private Answer request(McpSchema.JSONRPCRequest request, AgentTurn turn) throws IOException {
    McpSchema.JSONRPCResponse response =
        Objects.requireNonNull(handler().handleRequest(turn.context(), request).block());
    if (response.error() != null) {
      return new Answer(200, envelope(request.id(), "error", mapped(error(response.error()))));
    }
    return new Answer(200, envelope(request.id(), "result", result(request, response, turn)));
  }

  private McpStatelessServerHandler handler() {
    return Objects.requireNonNull(handler, "the protocol's library has not started");
  }

  private byte[] result(
      McpSchema.JSONRPCRequest request, McpSchema.JSONRPCResponse response, AgentTurn turn)
      throws IOException {
    if (!request.method().equals(McpSchema.METHOD_TOOLS_CALL)) {
      return mapped(response.result());
    }
    Optional<ProvenBody> proven = Optional.ofNullable(turn.proven());
    return proven.isPresent() ? proven.get().take() : mapped(failed(turn.error()));
  }

  private static Map<String, Object> failed(AgentError error) {
    return Map.of(
        "content", List.of(Map.of("type", "text", "text", error.text())), "isError", true);
  }

  // The library's words repeat what was sent, or are those of an exception.
  private static Map<String, Object> error(JSONRPCError error) {
    return switch (error.code()) {
      case ErrorCodes.METHOD_NOT_FOUND ->
          error(
              ErrorCodes.METHOD_NOT_FOUND, "There is no such method here; there are tools alone.");
      case ErrorCodes.INVALID_PARAMS ->
          error(ErrorCodes.INVALID_PARAMS, "There is no such tool, or its call is malformed.");
      default -> error(ErrorCodes.INTERNAL_ERROR, "Something went wrong here.");
    };
  }

  private static Map<String, Object> error(int code, String message) {
    return Map.of("code", code, "message", message);
  }

  private Answer refused(int code, String message) throws IOException {
    return new Answer(400, envelope(null, "error", mapped(error(code, message))));
  }

  private byte[] mapped(Object value) throws IOException {
    return mapper.writeValueAsBytes(value);
  }

  private byte[] envelope(@Nullable Object id, String member, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + 64);
    String head = "{\"jsonrpc\":\"2.0\",\"id\":" + text(id) + ",\"" + member + "\":";
    bytes.write(head.getBytes(StandardCharsets.UTF_8));
    bytes.write(content);
    bytes.write('}');
    return bytes.toByteArray();
  }

  private String text(@Nullable Object id) throws IOException {
    return id == null ? "null" : mapper.writeValueAsString(id);
  }
}
