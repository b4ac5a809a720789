package surety.server.audit.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import surety.translog.Commitment;
import surety.translog.Hash;
import surety.translog.Salt;

/// An entry that has no place in its log yet.
///
/// @param xid the transaction that wrote it
/// @param leaf hash of the commitment to its text and the salt
record NewLeaf(
    UUID workspace, long xid, String stream, OffsetDateTime at, UUID id, Salt salt, Hash leaf) {

  static NewLeaf of(ResultSet row, Salt salt) throws SQLException {
    return new NewLeaf(
        EntryText.uuid(row, "workspace_id"),
        row.getLong("xid"),
        row.getString("stream"),
        row.getObject("at", OffsetDateTime.class),
        EntryText.uuid(row, "id"),
        salt,
        Commitment.to(salt, EntryText.of(row)).leaf());
  }
}
