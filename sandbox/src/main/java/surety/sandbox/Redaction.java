package surety.sandbox;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes members out of an answer, at any depth, for a token that may not see them.
final class Redaction {
  private Redaction() {}

  static String without(Set<String> members, String json) {
    JsonNode tree = Request.JSON.readTree(json);
    remove(members, tree);
    return tree.toString();
  }

  private static void remove(Set<String> members, JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(members);
    }
    node.forEach(child -> remove(members, child));
  }
}
