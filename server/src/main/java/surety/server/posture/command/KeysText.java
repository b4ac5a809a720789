package surety.server.posture.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import surety.evidence.JsonObject;

/// Root keys and the ages of secrets, as lines for a terminal.
final class KeysText {

  private static final int MOST_OVERDUE = 20;

  private KeysText() {}

  /// What `./surety keys status` prints.
  static List<String> status(JsonObject result) {
    List<String> lines = new ArrayList<>();
    lines.add("Root key: " + result.text("origin"));
    lines.add("Grade " + result.text("grade") + " (" + result.text("place") + ")");
    lines.add("  protects against  " + result.text("protectsAgainst"));
    lines.add("  and not against   " + result.text("notAgainst"));
    lines.add("");
    lines.add("%-18s %-10s %-11s %12s  %s".formatted("key", "state", "place", "values", "since"));
    result.objects("keys").forEach(key -> lines.add(key(key)));
    lines.add("");
    lines.addAll(secrets(result));
    result.objects("keys").stream()
        .filter(key -> key.truth("removable"))
        .forEach(key -> lines.addAll(removable(key.text("id"))));
    if (result.number("toMove") > 0) {
      lines.add("");
      lines.add(
          "%,d values are still to be moved. The servers do it by themselves; ./surety keys rotate"
              .formatted(result.number("toMove")));
      lines.add("does it now and shows how far it has come.");
    }
    return lines;
  }

  private static String key(JsonObject key) {
    return "%-18s %-10s %-11s %,12d  %s%s"
        .formatted(
            key.text("id"),
            state(key),
            key.optionalText("place").orElse("-"),
            key.number("sealed"),
            day(key, "since"),
            servers(key));
  }

  private static String state(JsonObject key) {
    if (key.has("removed")) {
      return key.number("sealed") > 0 ? "MISSING" : "removed";
    }
    if (key.truth("current")) {
      return "current";
    }
    if (key.truth("prepared")) {
      return "prepared";
    }
    return key.number("holding") == 0 && key.number("sealed") > 0 ? "MISSING" : "former";
  }

  // Worth a word only where servers differ.
  private static String servers(JsonObject key) {
    long servers = key.number("servers");
    boolean sealsEverywhere = key.truth("current") && key.number("sealing") == servers;
    boolean opensEverywhere = !key.truth("current") && key.number("sealing") == 0;
    return servers < 2 || sealsEverywhere || opensEverywhere && key.number("holding") % servers == 0
        ? ""
        : "  (on %d of %d servers, %d seal under it)"
            .formatted(key.number("holding"), servers, key.number("sealing"));
  }

  private static List<String> removable(String id) {
    return List.of(
        "",
        "Root key "
            + id
            + " may be removed: nothing is sealed under it and no server seals under it.",
        "  ./surety keys remove " + id,
        "Backups of the database from before its rotation need it; keep a copy as long as them.");
  }

  private static List<String> secrets(JsonObject result) {
    Map<String, List<JsonObject>> kinds = new TreeMap<>();
    result
        .objects("secrets")
        .forEach(it -> kinds.computeIfAbsent(it.text("what"), _ -> new ArrayList<>()).add(it));
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-24s %8s %14s %12s %9s"
            .formatted("secret", "number", "oldest, days", "next due", "overdue"));
    kinds.forEach((what, each) -> lines.add(kind(what, each)));
    List<JsonObject> overdue =
        result.objects("secrets").stream().filter(secret -> secret.truth("overdue")).toList();
    overdue.stream().limit(MOST_OVERDUE).map(KeysText::overdue).forEach(lines::add);
    if (overdue.size() > MOST_OVERDUE) {
      lines.add("and %,d more; --json lists them".formatted(overdue.size() - MOST_OVERDUE));
    }
    return lines;
  }

  private static String kind(String what, List<JsonObject> each) {
    String due =
        each.stream()
            .filter(secret -> secret.has("due"))
            .map(secret -> day(secret, "due"))
            .sorted()
            .findFirst()
            .orElse("-");
    return "%-24s %,8d %,14d %12s %,9d"
        .formatted(
            what,
            each.size(),
            each.stream().mapToLong(secret -> secret.number("days")).max().orElse(0),
            due,
            each.stream().filter(secret -> secret.truth("overdue")).count());
  }

  private static String overdue(JsonObject secret) {
    return "overdue since %s: %s %s%s"
        .formatted(
            day(secret, "due"),
            secret.text("what"),
            secret.text("id"),
            secret.optionalText("workspace").map(id -> " of workspace " + id).orElse(""));
  }

  /// What a rotation prints that is done.
  static List<String> rotated(JsonObject result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        result.truth("continued")
            ? "Finished the rotation to root key " + result.text("next") + "."
            : "Rotated from root key %s to %s."
                .formatted(result.text("former"), result.text("next")));
    lines.add("%,d values were moved.".formatted(result.number("moved")));
    if (result.number("failed") > 0) {
      lines.add(
          "%,d values do not open and were left as they are; the server's log names them."
              .formatted(result.number("failed")));
    }
    lines.add("./surety keys status tells when the former key may be removed.");
    return lines;
  }

  /// What a rotation would do.
  static List<String> rehearsed(JsonObject result) {
    String values = "%,d values".formatted(result.number("moved"));
    if (result.truth("continued")) {
      return List.of(
          "A rotation to root key " + result.text("former") + " is not finished.",
          values + " would be moved to it; no key would be drawn.");
    }
    return List.of(
        result.has("next")
            ? "Root key " + result.text("next") + ", which was drawn before, would be made current."
            : "A new root key would be drawn and written beside the present one, "
                + result.text("former")
                + ".",
        "%s would be moved to it, on %d running server(s). Nothing was changed."
            .formatted(values, result.number("servers")));
  }

  private static String day(JsonObject holder, String name) {
    return holder.has(name) ? holder.instant(name).toString().substring(0, 10) : "-";
  }
}
