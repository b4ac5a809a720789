package surety.server.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.identity.OpenSession.Membership;
import surety.server.platform.Batcher;
import surety.server.platform.Token;
import surety.server.workspace.ControlDatabase;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// Looks up sessions. Every request asks the database, so that a session that was ended, a role
/// that was changed and a member who was removed count at the next request; requests of the same
/// moment share the round trip.
@Component
class Sessions {

  // One batch at a time: those who come meanwhile form the next one, and a large batch costs the
  // database little more than a small one. A batch is bounded so that no caller waits for thousands
  // of others.
  private static final int BATCHES = 1;
  private static final int LARGEST_BATCH = 64;
  private static final int WAITING = 4_096;

  private final ControlDatabase database;
  private final Batcher<Question, Optional<OpenSession>> batcher =
      new Batcher<>(BATCHES, LARGEST_BATCH, WAITING, this::ask);

  Sessions(ControlDatabase database) {
    this.database = database;
  }

  /// The session with this secret if it is open, with the account's membership in `workspace`.
  ///
  /// @throws Batcher.Overloaded if too many requests wait
  Optional<OpenSession> find(Token secret, Optional<WorkspaceId> workspace) {
    return batcher.call(new Question(secret, workspace));
  }

  private List<Optional<OpenSession>> ask(List<Question> questions) {
    byte[][] secrets = questions.stream().map(q -> q.secret().bytes()).toArray(byte[][]::new);
    List<Optional<OpenSession>> answers =
        new ArrayList<>(Collections.nCopies(questions.size(), Optional.empty()));
    List<Boolean> stale = database.run(client -> find(client, secrets, questions, answers));
    if (stale.contains(true)) {
      database.run(client -> touch(client, secrets));
    }
    return answers;
  }

  /// Puts the sessions that are open into `answers`.
  ///
  /// @return of each, whether it must be written that it was used
  private static List<Boolean> find(
      JdbcClient client,
      byte[][] secrets,
      List<Question> questions,
      List<Optional<OpenSession>> answers) {
    return client
        .sql(
            """
            SELECT question, session_id, account_id, email, member_id, member_role,
                   workspace_name, by_grant, stale
              FROM identity.find_sessions(?, ?::uuid[])
            """)
        .param(1, secrets)
        .param(2, workspaces(questions))
        .query((row, _) -> put(row, questions, answers))
        .list();
  }

  private static List<Map<String, Object>> touch(JdbcClient client, byte[][] secrets) {
    return client
        .sql("SELECT identity.touch_sessions(?)::text")
        .param(1, secrets)
        .query()
        .listOfRows();
  }

  private static String[] workspaces(List<Question> questions) {
    return questions.stream()
        .map(q -> q.workspace().map(WorkspaceId::toString).orElse(null))
        .toArray(String[]::new);
  }

  private static boolean put(
      ResultSet row, List<Question> questions, List<Optional<OpenSession>> answers)
      throws SQLException {
    int index = row.getInt("question") - 1;
    answers.set(index, Optional.of(session(row, questions.get(index))));
    return row.getBoolean("stale");
  }

  private static OpenSession session(ResultSet row, Question question) throws SQLException {
    return new OpenSession(
        row.getObject("session_id", UUID.class),
        question.secret(),
        row.getObject("account_id", UUID.class),
        row.getString("email"),
        membership(
            row.getObject("member_id", UUID.class),
            row.getString("member_role"),
            row.getString("workspace_name"),
            row.getBoolean("by_grant"),
            question));
  }

  private static Optional<Membership> membership(
      @Nullable UUID member,
      @Nullable String role,
      @Nullable String name,
      boolean byGrant,
      Question question) {
    if (member == null || role == null || name == null) {
      return Optional.empty();
    }
    return question
        .workspace()
        .map(id -> new Membership(id, name, member, Role.valueOf(role), byGrant));
  }

  /// One request's question.
  private record Question(Token secret, Optional<WorkspaceId> workspace) {}
}
