package surety.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A record that a client created or changed.
record Written(long id, ObjectNode members, Map<String, List<Long>> relations) implements Row {

  @Override
  public @Nullable String column(String name) {
    JsonNode value = members.get(name);
    if (value != null) {
      return value.isNull() ? null : value.asString();
    }
    return Relations.column(this, name);
  }

  @Override
  public List<Long> related(String relation) {
    List<Long> ids = relations.get(relation);
    if (ids != null) {
      return ids;
    }
    JsonNode nested = members.path(relation).path("id");
    return nested.isNumber() ? List.of(nested.asLong()) : List.of();
  }

  @Override
  public void write(Json out) {
    members.properties().forEach(member -> out.raw(member.getKey(), member.getValue().toString()));
  }
}
