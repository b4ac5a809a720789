package surety.server.ai.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import surety.server.ai.provider.Dialect;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.WorkspaceScope;

/// Reads which models a provider has.
final class Models {

  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  private Models() {}

  /// @param model empty for the list
  static void read(
      Gateway gateway,
      Dialect dialect,
      String model,
      WorkspaceScope scope,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Recipient.Gone {
    if (!model.isEmpty() && !MODEL.matcher(model).matches()) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    String path = "/models" + (model.isEmpty() ? "" : "/" + model);
    Incoming incoming = Incoming.withoutBody(request, dialect);
    gateway.models(dialect, path, scope, incoming, new Recipient(response, dialect));
  }
}
