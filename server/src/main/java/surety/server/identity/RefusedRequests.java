package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessDetail;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.DataScope;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.WorkspaceScope;

/// Records who asked for what it has no permission for. It costs an entry, as what is permitted
/// does, so that asking without permission fills no more than asking with it.
@Component
class RefusedRequests {

  private static final DataScope DATA = DataScope.all("route");
  private static final Pattern VARIABLE = Pattern.compile("\\{(?:[^{}]|\\{[^{}]*})*}");

  private final AccessLog accesses;

  RefusedRequests(AccessLog accesses) {
    this.accesses = accesses;
  }

  /// Records one, before it is answered.
  ///
  /// @throws surety.server.audit.AuditUnavailable if it could not be recorded
  void record(WorkspaceScope scope, PermissionMissing missing, HttpServletRequest request) {
    AccessDetail detail =
        AccessDetail.empty()
            .with("permission", missing.permission().name())
            .with("method", word(request.getMethod()))
            .with("route", word(route(request)));
    accesses.record(scope, AccessEntry.refused(AccessAction.PERMISSION, DATA).with(detail));
  }

  // As the router has it, without the ids of the request.
  private static String route(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return VARIABLE.matcher(String.valueOf(pattern)).replaceAll("-");
  }

  private static String word(String text) {
    return AccessDetail.isWord(text) ? text : "unknown";
  }
}
