package surety.server.ai.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import surety.server.ai.names.Names;
import surety.server.ai.names.NamesStamp;
import surety.server.audit.DataScope;
import surety.server.platform.Ephemeral;
import surety.server.workspace.WorkspaceScope;

/// Something that an agent can ask for.
///
/// @param data what the access entry of a call names
record AgentTool(
    String name,
    String title,
    String description,
    List<Parameter> parameters,
    Function<Arguments, DataScope> data,
    Work work) {

  AgentTool {
    parameters = List.copyOf(parameters);
  }

  /// A call that is recorded and may read.
  ///
  /// @param names to turn the tokens among its arguments back
  record Call(WorkspaceScope scope, NamesStamp stamp, Names names, Arguments arguments) {}

  /// Answers a call.
  interface Work {

    /// @throws AgentError if there is no answer
    Reply answer(Call call);
  }

  /// What answers a call, with real names still in it.
  ///
  /// @param names all that the content may hold
  /// @param rows how many rows of data it holds, for the trail
  record Reply(Map<String, Object> content, Names names, long rows) implements Ephemeral {
    @Override
    public String toString() {
      return "Reply[" + rows + " rows]";
    }
  }

  /// The tool as the protocol describes it.
  McpSchema.Tool described() {
    return McpSchema.Tool.builder(name, Arguments.schema(parameters))
        .title(title)
        .description(description)
        .annotations(
            McpSchema.ToolAnnotations.builder()
                .title(title)
                .readOnlyHint(true)
                .destructiveHint(false)
                .idempotentHint(true)
                .openWorldHint(false)
                .build())
        .build();
  }
}
