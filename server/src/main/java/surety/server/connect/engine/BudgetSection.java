package surety.server.connect.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import surety.server.connect.mapping.Section;

/// The `budget` section of a connector file.
record BudgetSection(BudgetPlan plan, Patience patience) {

  /// In place of a section with a mistake.
  static final BudgetSection NONE = new BudgetSection(new BudgetPlan(List.of(), 1), Patience.USUAL);

  static BudgetSection of(Section root) {
    Section section = root.require("budget").section();
    BudgetSection budget =
        new BudgetSection(
            plan(section),
            section
                .find("when_throttled")
                .map(part -> patience(part.section()))
                .orElse(Patience.USUAL));
    section.done();
    return budget;
  }

  // The customer's other integrations live on the same limit, so we take a share of it.
  private static BudgetPlan plan(Section section) {
    int share = section.require("share_percent").number();
    List<BudgetPlan.Window> windows = new ArrayList<>();
    Section.Part listed = section.require("windows");
    for (Section.Part item : listed.items()) {
      windows.add(window(item.section(), share));
    }
    if (windows.isEmpty()) {
      throw listed.invalid("there is no window", "Write at least one: {requests: 60, seconds: 60}");
    }
    return new BudgetPlan(windows, section.require("concurrency").number());
  }

  private static BudgetPlan.Window window(Section section, int share) {
    int requests = Math.max(1, section.require("requests").number() * share / 100);
    BudgetPlan.Window window =
        new BudgetPlan.Window(requests, Duration.ofSeconds(section.require("seconds").number()));
    section.done();
    return window;
  }

  private static Patience patience(Section section) {
    Patience patience =
        new Patience(
            section.find("header").map(Section.Part::text),
            section
                .find("as")
                .map(part -> part.oneOf(Patience.Told.class))
                .orElse(Patience.Told.SECONDS_TO_WAIT),
            section.find("seconds").map(part -> Duration.ofSeconds(part.number())),
            section.find("usage").map(Section.Part::text));
    section.done();
    return patience;
  }
}
