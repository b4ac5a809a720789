package surety.server.insight;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import surety.server.insight.dashboard.Dashboard;
import surety.server.insight.figures.Range;

/// Draws the cards of a dashboard. Nothing on them depends on who looks, beyond whether costs may
/// be seen.
@Component
class CardMarkup {

  private final ITemplateEngine templates;

  CardMarkup(ITemplateEngine templates) {
    this.templates = templates;
  }

  /// @param base the path of the workspace whose figures these are
  String cards(Look.Ready look, Range range, String base) {
    return look.held().drawn().of(look.figures(), range, () -> draw(look, range, base));
  }

  private String draw(Look.Ready look, Range range, String base) {
    Dashboard dashboard = Dashboard.of(look.figures(), range, look.held().missing());
    Map<String, String> origins = new HashMap<>();
    dashboard
        .cards()
        .forEach(it -> origins.put(it.key(), look.held().origins().of(Dashboard.needs(it.key()))));
    Map<String, Object> variables =
        Map.of("dashboard", dashboard, "base", base, "range", range.months(), "origins", origins);
    return templates.process("insight/cards", new Context(Locale.ENGLISH, variables));
  }
}
