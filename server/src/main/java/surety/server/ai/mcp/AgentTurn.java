package surety.server.ai.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import surety.pseudonym.ProvenBody;
import surety.server.ai.limit.OverLimit;
import surety.server.ai.names.NamesUnavailable;
import surety.server.audit.AuditUnavailable;
import surety.server.platform.Batcher;
import surety.server.vault.CredentialUnavailable;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.WorkspaceScope;

/// What one message of an agent leads to. It goes through the protocol's library beside the message
/// itself, so that the key's scope and the proven bytes are in no hands but ours.
final class AgentTurn {

  private static final Logger LOG = LoggerFactory.getLogger(AgentTurn.class);
  private static final String KEY = "turn";

  private final WorkspaceScope scope;
  private @Nullable ProvenBody proven;
  private @Nullable AgentError error;

  AgentTurn(WorkspaceScope scope) {
    this.scope = scope;
  }

  static AgentTurn in(McpTransportContext context) {
    return (AgentTurn) context.get(KEY);
  }

  McpTransportContext context() {
    return McpTransportContext.create(Map.of(KEY, this));
  }

  WorkspaceScope scope() {
    return scope;
  }

  /// Runs a tool and keeps what came of it. The library only learns that something did.
  CallToolResult run(Supplier<ProvenBody> tool) {
    try {
      proven = tool.get();
    } catch (RuntimeException e) {
      error = error(e);
    }
    return CallToolResult.builder().content(List.of()).build();
  }

  @Nullable ProvenBody proven() {
    return proven;
  }

  /// Why there is no answer; without a reason, because something went wrong here.
  AgentError error() {
    AgentError known = error;
    return known == null ? failed() : known;
  }

  private static AgentError error(RuntimeException e) {
    return switch (e) {
      case AgentError error -> error;
      case PermissionMissing _ ->
          new AgentError("permission-missing", "This API key may not see this.");
      case OverLimit over ->
          new AgentError(
              "limit-reached",
              "There are no more "
                  + over.what().label()
                  + ". Try again in "
                  + over.retryAfter().toSeconds()
                  + " seconds.");
      case NamesUnavailable _ ->
          new AgentError(
              "names-unavailable",
              "The names of this workspace cannot be had now, so nothing was given out. A connected"
                  + " system may be down; its page under Connections tells.");
      case CredentialUnavailable _ ->
          new AgentError(
              "key-unavailable",
              "A key of this workspace cannot be opened, so nothing was given out.");
      case AuditUnavailable _, Batcher.Overloaded _, DataAccessException _ ->
          new AgentError("unavailable", "The server is busy. Try again in a few moments.");
      default -> failed(e);
    };
  }

  // The message of whatever went wrong may hold what was read, so it is not logged.
  private static AgentError failed(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    LOG.error(
        "an agent's call failed: {} at {}",
        e.getClass().getName(),
        trace.length > 0 ? trace[0] : "?");
    return failed();
  }

  private static AgentError failed() {
    return new AgentError("failed", "Something went wrong here. Nothing was given out.");
  }
}
