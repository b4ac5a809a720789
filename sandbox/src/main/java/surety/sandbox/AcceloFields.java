package surety.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What Accelo hands out of a record: some fields always, others when they are named, and of an
/// object its id alone unless its members are asked for in parentheses.
final class AcceloFields {
  private static final Set<String> USUAL =
      Set.of("id", "title", "subject", "name", "firstname", "surname");
  private static final String ALL = "_ALL";
  private static final Set<String> BY_NAME_ALONE = Set.of("staff_rate", "staff_cost_rate");

  private final Map<String, Set<String>> asked = new HashMap<>();

  AcceloFields(String fields) {
    for (String field : fields.split(",(?![^(]*\\))")) {
      int at = field.indexOf('(');
      String members = at < 0 ? "id" : field.substring(at + 1, field.length() - 1);
      asked.put(at < 0 ? field : field.substring(0, at), Set.of(members.split(",")));
    }
  }

  String of(ObjectNode record) {
    for (String name : List.copyOf(record.propertyNames())) {
      if (!isAsked(name)) {
        record.remove(name);
      } else if (record.get(name) instanceof ObjectNode object) {
        linked(record, name, object, asked.getOrDefault(name, Set.of("id")));
      }
    }
    return record.toString();
  }

  private boolean isAsked(String name) {
    return USUAL.contains(name)
        || asked.containsKey(name)
        || (asked.containsKey(ALL) && !BY_NAME_ALONE.contains(name));
  }

  private static void linked(
      ObjectNode record, String name, ObjectNode object, Set<String> members) {
    if (members.equals(Set.of("id"))) {
      record.set(name, object.get("id"));
    } else if (!members.contains(ALL) && !members.contains("")) {
      for (String member : List.copyOf(object.propertyNames())) {
        if (!member.equals("id") && !members.contains(member)) {
          object.remove(member);
        }
      }
    }
  }
}
