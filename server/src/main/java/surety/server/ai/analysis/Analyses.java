package surety.server.ai.analysis;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import surety.server.ai.gateway.Ending;
import surety.server.ai.gateway.Listener;
import surety.server.ai.gateway.Question;
import surety.server.ai.gateway.Questions;
import surety.server.ai.provider.AnalysisModels;
import surety.server.insight.DashboardLook;
import surety.server.insight.Dashboards;
import surety.server.insight.dashboard.Dashboard;
import surety.server.insight.figures.Range;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Reads figures as AI on behalf of a member, with no more permissions than the member has, and
/// asks a model about them.
@Component
class Analyses {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String INSTRUCTIONS =
      """
      You look at figures of a firm that sells its people's time, for those who run it. The cards
      and tables below are all you know; invent no figure. Names in them are placeholders of a kind
      and a letter or word: write each exactly as it stands there.
      Say what stands out, what is at risk and what to look at next, with the figures that show it.
      Where a figure rests on incomplete records, say so. At most 350 words, in short paragraphs and
      lists; bold for what matters most; no tables, links or pictures.
      """;
  private static final String QUESTION =
      "What do these figures say about revenue, margin, cash and the months ahead?\n";

  private final Dashboards dashboards;
  private final Questions questions;
  private final WorkspaceScopes scopes;

  Analyses(Dashboards dashboards, Questions questions, WorkspaceScopes scopes) {
    this.dashboards = dashboards;
    this.questions = questions;
    this.scopes = scopes;
  }

  /// The figures, waited for if they have to be read.
  DashboardLook figures(WorkspaceScope member, Range range) {
    return dashboards.look(asAi(member), range, PATIENCE);
  }

  /// Asks about figures. Blocks until the answer ends.
  Ending ask(
      WorkspaceScope member, AnalysisModels.Choice choice, Dashboard dashboard, Listener listener) {
    Question question =
        new Question(
            choice.dialect(), choice.model(), INSTRUCTIONS, QUESTION + FigureSheet.of(dashboard));
    return questions.ask(asAi(member), question, listener);
  }

  private WorkspaceScope asAi(WorkspaceScope member) {
    Set<Permission> permissions = EnumSet.of(Permission.AI_USE, Permission.DASHBOARD_VIEW);
    permissions.forEach(member::require);
    if (member.permits(Permission.COSTS_VIEW)) {
      permissions.add(Permission.COSTS_VIEW);
    }
    return scopes.forModelCall(member, permissions);
  }
}
