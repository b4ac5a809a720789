package surety.server.ai.mcp;

import jakarta.servlet.http.HttpServletRequest;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.Pseudonymized;
import surety.pseudonym.TokenStyle;
import surety.server.ai.names.Names;
import surety.server.platform.PublicAddress;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// An endpoint for agents that gives out names, or that pages of other sites can call.
final class AgentFaults {

  private AgentFaults() {}

  /// Leaves the names in an answer. The second look still stops what it finds.
  @Fault(
      id = "agent-reads-names",
      control = "agent-door",
      target = Replacing.class,
      method = "replace")
  static Pseudonymized<String> notReplaced(Replacing self, Names names, String json) {
    Directory nobody = Directory.builder().build();
    return FaultSwitch.callOriginal(() -> Conversation.begin(nobody, TokenStyle.STABLE).json(json));
  }

  /// Takes what a browser sends for another site.
  @Fault(
      id = "agent-of-another-site",
      control = "agent-door",
      target = Rebinding.class,
      method = "refuse")
  static void anySite(HttpServletRequest request, PublicAddress address) {}
}
