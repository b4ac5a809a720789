package surety.server.connect.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import surety.server.connect.Capabilities.Support;
import surety.server.connect.Fetch;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.ConnectorPlan.EnforcedBy;

/// What connectors cover, for people and for programs.
final class CoverageText {

  private CoverageText() {}

  static String of(List<ConnectorPlan> connectors) {
    StringBuilder text = new StringBuilder();
    for (ConnectorPlan connector : connectors) {
      if (!text.isEmpty()) {
        text.append(System.lineSeparator()).append(System.lineSeparator());
      }
      text.append(heading(connector));
      for (Fetch fetch : Fetch.values()) {
        text.append(System.lineSeparator())
            .append("  %-13s %s".formatted(fetch.key(), words(support(connector, fetch))));
      }
    }
    return text.toString();
  }

  private static String heading(ConnectorPlan connector) {
    return "%s: %s (%s, version %d), read-only by %s"
        .formatted(
            connector.id(),
            connector.name(),
            name(connector.kind()),
            connector.version(),
            connector.readOnly().by() == EnforcedBy.VENDOR_SCOPE
                ? "the vendor, with the right credential, and by our filter"
                : "our filter alone");
  }

  private static String words(Support support) {
    String changes = support.since() ? "; changes alone too" : "";
    return switch (support.offer()) {
      case SUPPORTED -> "yes" + changes;
      case APPROXIMATED -> "approximated by " + support.note() + changes;
      case UNSUPPORTED -> "unsupported: " + support.note();
    };
  }

  /// The same as members of JSON.
  static List<Map<String, Object>> members(List<ConnectorPlan> connectors) {
    return connectors.stream().map(CoverageText::members).toList();
  }

  private static Map<String, Object> members(ConnectorPlan connector) {
    Map<String, Object> fetches = new LinkedHashMap<>();
    for (Fetch fetch : Fetch.values()) {
      Support support = support(connector, fetch);
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("offer", name(support.offer()));
      members.put("note", support.note());
      members.put("since", support.since());
      fetches.put(fetch.key(), members);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("connector", connector.id());
    members.put("version", connector.version());
    members.put("name", connector.name());
    members.put("kind", name(connector.kind()));
    members.put("read_only_by", name(connector.readOnly().by()));
    members.put("fetches", fetches);
    return members;
  }

  private static Support support(ConnectorPlan connector, Fetch fetch) {
    return connector.capabilities().of(fetch);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
