package surety.server.posture.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import surety.server.posture.view.ClaimView;
import surety.server.posture.view.FaultView;
import surety.server.posture.view.ShownState;
import surety.server.posture.view.Snapshot;

/// Writes the public pages as HTML. What it writes depends on the snapshot alone, never on who
/// asks.
final class PageWriter {

  private final ITemplateEngine templates;
  private final Supplier<Map<String, String>> assets;

  /// @param assets the address of each style, picture and script by its name
  PageWriter(ITemplateEngine templates, Supplier<Map<String, String>> assets) {
    this.templates = templates;
    this.assets = assets;
  }

  /// The security page.
  ///
  /// @param provable the claims that a visitor may have proven now
  /// @param contact whether there is a `security.txt`
  String security(Snapshot snapshot, List<String> provable, boolean contact) {
    return write(
        "posture/security",
        snapshot,
        Map.of(
            "contact", contact,
            "failing", snapshot.in(ShownState.FAILING),
            "provable", provable(snapshot, provable),
            "faultRows", faultRows(snapshot)));
  }

  /// The form of "Prove it now" on a page of its own.
  ///
  /// @param proposal what stands in its field
  String ask(Snapshot snapshot, List<String> provable, String proposal) {
    return write(
        "posture/ask",
        snapshot,
        Map.of("proposal", proposal, "provable", provable(snapshot, provable)));
  }

  private static List<ClaimView> provable(Snapshot snapshot, List<String> ids) {
    return snapshot.claims().stream().filter(claim -> ids.contains(claim.id())).toList();
  }

  /// The page of a bundle: everything in one file, with nothing from outside and no script.
  String report(Snapshot snapshot) {
    return write(
        "posture/report",
        snapshot,
        Map.of(
            "style",
            ReportStyle.TEXT,
            "policy",
            ReportStyle.POLICY,
            "firstKey",
            snapshot.firstKey(),
            "faultRows",
            faultRows(snapshot)));
  }

  /// The long form, with the picture of what runs.
  String overview(Snapshot snapshot, Topology topology) {
    return write(
        "posture/overview",
        snapshot,
        Map.of("topology", topology, "unproven", snapshot.in(ShownState.UNPROVEN)));
  }

  /// Any other page of this module.
  String write(String template, Snapshot snapshot, Map<String, ?> more) {
    Map<String, Object> variables = new HashMap<>(more);
    variables.put("snapshot", snapshot);
    variables.put("assets", assets.get());
    variables.put("say", new Words(snapshot.at()));
    return templates.process(template, new Context(Locale.ENGLISH, variables));
  }

  // Those that nobody noticed come first.
  private static List<FaultRow> faultRows(Snapshot snapshot) {
    Map<String, List<FaultView>> byFault = new LinkedHashMap<>();
    snapshot
        .matrix()
        .forEach(it -> byFault.computeIfAbsent(it.fault(), _ -> new ArrayList<>()).add(it));
    return byFault.values().stream()
        .map(FaultRow::of)
        .sorted(
            Comparator.comparing((FaultRow row) -> !row.killers().isEmpty())
                .thenComparing(FaultRow::control)
                .thenComparing(FaultRow::fault))
        .toList();
  }

  /// A fault, and the runs that noticed it.
  record FaultRow(
      String fault,
      String control,
      String strength,
      java.time.Instant at,
      List<FaultView> killers) {

    static FaultRow of(List<FaultView> tries) {
      FaultView newest = tries.stream().max(Comparator.comparing(FaultView::endedAt)).orElseThrow();
      return new FaultRow(
          newest.fault(),
          newest.control(),
          newest.strength(),
          newest.endedAt(),
          tries.stream().filter(FaultView::killed).toList());
    }
  }
}
