package surety.server.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceScope;
import surety.twin.Fault;
import surety.twin.FaultSwitch;
import surety.twin.SqlFault;

/// Keys that are stored as they are, or shown once more.
@SqlFault(
    id = "key-stored-unhashed",
    control = "api-key-hash",
    function = {
      "identity.create_api_key(uuid, text, bytea, bigint, interval)",
      "identity.find_api_keys(bytea[])",
      "identity.touch_api_keys(bytea[])"
    },
    replace = "sha256(",
    by = "(")
final class KeyFaults {

  private static final AtomicReference<String> NEWEST = new AtomicReference<>("");

  private KeyFaults() {}

  /// Remembers a key for the list of keys.
  @Fault(
      id = "key-shown-again",
      control = "api-key-once",
      target = ApiKeys.class,
      method = "create")
  static Optional<String> remembered(
      ApiKeys self,
      WorkspaceScope scope,
      String name,
      Set<Permission> permissions,
      Duration lasting) {
    Optional<String> key =
        FaultSwitch.callOriginal(() -> self.create(scope, name, permissions, lasting));
    key.ifPresent(NEWEST::set);
    return key;
  }

  /// Shows the newest key beside the names of all.
  @Fault(id = "key-shown-again", control = "api-key-once", target = ApiKeys.class, method = "list")
  static List<ApiKeys.ApiKey> shown(ApiKeys self, WorkspaceScope scope) {
    List<ApiKeys.ApiKey> keys = FaultSwitch.callOriginal(() -> self.list(scope));
    return keys.stream()
        .map(
            key ->
                new ApiKeys.ApiKey(
                    key.id(),
                    key.name() + " " + NEWEST.get(),
                    key.permissions(),
                    key.created(),
                    key.expires(),
                    key.revoked(),
                    key.lastUsed(),
                    key.stands()))
        .toList();
  }
}
