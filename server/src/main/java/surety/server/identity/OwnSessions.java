package surety.server.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import surety.server.platform.Token;
import surety.server.workspace.ControlDatabase;

/// The sessions of one account, seen from one of them.
@Repository
class OwnSessions {

  private final ControlDatabase database;

  OwnSessions(ControlDatabase database) {
    this.database = database;
  }

  /// The open sessions, this one first; at most 200.
  List<Entry> list(Token secret) {
    return database.run(
        client ->
            client
                .sql(
                    """
                    SELECT id, created_at, last_seen_at, user_agent, network, current
                      FROM identity.list_sessions(?)
                    """)
                .param(1, secret.bytes())
                .query(
                    (row, _) ->
                        new Entry(
                            row.getObject("id", UUID.class),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                            row.getString("user_agent"),
                            row.getString("network"),
                            row.getBoolean("current")))
                .list());
  }

  /// Ends a session; false if the account has none with this id.
  boolean end(Token secret, UUID session) {
    return database.run(
        client ->
            client
                .sql("SELECT identity.end_session(?, ?)")
                .param(1, secret.bytes())
                .param(2, session)
                .query(Boolean.class)
                .single());
  }

  /// Ends all sessions but this one.
  void endOthers(Token secret) {
    database.run(
        client ->
            client
                .sql("SELECT identity.end_other_sessions(?)::text")
                .param(1, secret.bytes())
                .query()
                .singleRow());
  }

  /// An open session.
  ///
  /// @param lastSeen to the minute
  /// @param network the client's address without its last bits
  /// @param current whether it is the one that asks
  record Entry(
      UUID id,
      Instant created,
      Instant lastSeen,
      String userAgent,
      String network,
      boolean current) {}
}
