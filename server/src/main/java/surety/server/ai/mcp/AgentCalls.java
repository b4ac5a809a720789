package surety.server.ai.mcp;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import surety.pseudonym.Leak;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.Pseudonymized;
import surety.pseudonym.Replacement;
import surety.pseudonym.Unproven;
import surety.server.ai.limit.RequestRate;
import surety.server.ai.names.Names;
import surety.server.ai.provider.Standing;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.AuditUnavailable;
import surety.server.audit.Outcome;
import surety.server.workspace.WorkspaceScope;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// One call of an agent: checked, recorded, answered, names replaced, the exact answer proven, and
/// its end recorded. Only then may it be written.
@Component
class AgentCalls {

  private static final Logger LOG = LoggerFactory.getLogger(AgentCalls.class);
  private static final String PATH = "/mcp";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final AgentGround ground;
  private final RequestRate rate;
  private final AccessLog accessLog;
  private final Replacing replacing;

  AgentCalls(AgentGround ground, RequestRate rate, AccessLog accessLog, Replacing replacing) {
    this.ground = ground;
    this.rate = rate;
    this.accessLog = accessLog;
    this.replacing = replacing;
  }

  /// The result of a call, as it is to be written.
  ProvenBody answer(WorkspaceScope scope, AgentTool tool, @Nullable Map<String, Object> sent) {
    Arguments arguments = Arguments.read(tool.parameters(), sent);
    Standing standing = ground.standing(scope);
    rate.take(scope, standing.limits());
    AuditHandle access =
        accessLog.record(
            scope,
            AccessEntry.of(AccessAction.AGENT_CALL, tool.data().apply(arguments))
                .with(named(tool)));
    try {
      Names names = ground.names(scope, standing);
      AgentTool.Call call = new AgentTool.Call(scope, standing.stamp(), names, arguments);
      return proven(access, tool, tool.work().answer(call));
    } catch (RuntimeException e) {
      failed(access, tool, e);
      throw e;
    }
  }

  private ProvenBody proven(AuditHandle access, AgentTool tool, AgentTool.Reply reply) {
    String json = JSON.writeValueAsString(reply.content());
    Pseudonymized<String> replaced = replacing.replace(reply.names(), json);
    byte[] result = result(replaced.payload());
    ProvenBody proven = look(reply.names(), result);
    AccessDetail detail = named(tool).with("bytes_out", result.length);
    accessLog.complete(
        access, Outcome.COMPLETED, reply.rows(), counted(detail, replaced.replacements()));
    return proven;
  }

  // Text alone, in words that every client shows to its model, and with field names that the
  // second look knows.
  private static byte[] result(String json) {
    String result =
        JSON.writeValueAsString(Map.of("content", List.of(Map.of("type", "text", "text", json))));
    return result.getBytes(StandardCharsets.UTF_8);
  }

  private static ProvenBody look(Names names, byte[] result) {
    Outgoing outgoing = Outgoing.of(PATH, Map.of("content-type", "application/json"), result);
    return switch (names.look().vouching(Set.of(PATH)).look(outgoing)) {
      case ProvenBody body -> body;
      case Leak _ ->
          throw new AgentError(
              "name-would-leave",
              "A name of this workspace was still in the answer after all were replaced. Nothing"
                  + " was given out.");
      case Unproven _ ->
          throw new AgentError(
              "not-proven",
              "It cannot be shown that the answer holds no name of this workspace. Nothing was"
                  + " given out.");
    };
  }

  private static AccessDetail named(AgentTool tool) {
    return AccessDetail.empty().with("tool", tool.name());
  }

  private static AccessDetail counted(AccessDetail detail, List<Replacement> replacements) {
    Map<String, Long> kinds = new HashMap<>();
    for (Replacement replacement : replacements) {
      kinds.merge(replacement.token().kind().name(), 1L, Long::sum);
    }
    AccessDetail counted = detail;
    for (Map.Entry<String, Long> kind : kinds.entrySet()) {
      counted = counted.with("replaced_" + kind.getKey().toLowerCase(Locale.ROOT), kind.getValue());
    }
    return counted;
  }

  // The access itself is recorded; nothing leaves whether or not its end can be.
  private void failed(AuditHandle access, AgentTool tool, RuntimeException e) {
    String reason = e instanceof AgentError error ? error.code() : e.getClass().getSimpleName();
    AccessDetail detail = named(tool);
    if (AccessDetail.isWord(reason)) {
      detail = detail.with("reason", reason);
    }
    try {
      accessLog.complete(access, Outcome.FAILED, 0, detail);
    } catch (AuditUnavailable unavailable) {
      LOG.error("the end of access {} could not be recorded", access.entryId());
    }
  }
}
