package surety.server.ai.gateway;

import surety.server.ai.provider.Dialect;
import surety.server.workspace.WorkspaceScope;

/// What a program wants, whatever it will rest on.
///
/// @param path below the provider's base URL
record Wish(
    String method,
    Endpoint endpoint,
    String path,
    WorkspaceScope scope,
    Incoming incoming,
    Asked asked) {
  Dialect dialect() {
    return endpoint.dialect();
  }

  boolean asks() {
    return method.equals("POST");
  }
}
