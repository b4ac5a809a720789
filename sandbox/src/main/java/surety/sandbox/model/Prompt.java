package surety.sandbox.model;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a model is asked, whatever provider's format it came in.
///
/// @param question the last message of the user, and the results of tools behind it
/// @param all every text of the request
/// @param tools that may be called, in order
/// @param toolChoice `auto`, `none`, `required`, or the name of a tool
/// @param afterTool whether the last message holds a tool's result
/// @param json whether the answer has to be JSON
/// @param mostTokens of the answer
/// @param stops texts at which the answer ends
record Prompt(
    String question,
    String all,
    List<Tool> tools,
    String toolChoice,
    boolean afterTool,
    boolean json,
    long mostTokens,
    List<String> stops) {

  /// A tool that the model may call.
  ///
  /// @param schema JSON schema of its arguments
  record Tool(String name, JsonNode schema) {}

  /// How many tokens a text is about, four characters each, and never zero.
  static int tokens(String text) {
    return text.length() / 4 + 1;
  }
}
