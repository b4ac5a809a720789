package surety.server.vault;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.envelope.RootKeyId;
import surety.server.platform.OwnerDatabase;

/// What is sealed under which root key, across workspaces. Counts and ids alone; asked when the
/// server starts.
@Component
class VaultInventory {
  private final OwnerDatabase owner;

  VaultInventory(OwnerDatabase owner) {
    this.owner = owner;
  }

  List<RootKeyStart.InUse> rootKeysInUse() {
    return owner.asOwner(VaultInventory::rootKeysInUse);
  }

  private static List<RootKeyStart.InUse> rootKeysInUse(JdbcClient client) {
    return client
        .sql("SELECT key_id, credentials FROM vault.root_keys_in_use()")
        .query(
            (row, _) ->
                new RootKeyStart.InUse(
                    new RootKeyId(row.getString("key_id")), row.getLong("credentials")))
        .list();
  }
}
