package surety.server.connect;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import surety.server.connect.Precedence.Candidate;
import surety.server.connect.Precedence.Choice;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Keeps what owners choose where systems overlap. The choice is all that is kept.
@Service
class Precedences {

  private static final String NOT_THERE =
      "Nothing was changed: one of the systems is not connected any more, or has no such records."
          + " The list below is as it is now.";
  private static final String ALONE =
      ": nothing was changed. To leave out what only others have, choose the system that counts.";

  private final WorkspaceDatabase database;
  private final Connections connections;
  private final ApplicationEventPublisher events;

  Precedences(
      WorkspaceDatabase database, Connections connections, ApplicationEventPublisher events) {
    this.database = database;
    this.connections = connections;
    this.events = events;
  }

  /// Keeps the choices of a form: for each kind `KIND.system`, a connection or empty for the rule,
  /// and `KIND.others`. Kinds that are not in the form stay as they are.
  ///
  /// @return why nothing was changed; empty if the choices are kept
  Optional<String> choose(WorkspaceScope scope, Map<String, String> form) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    Precedence now = connections.precedence(scope);
    Map<Fetch, Optional<Choice>> chosen = new EnumMap<>(Fetch.class);
    for (Fetch fetch : Fetch.values()) {
      String system = form.get(fetch.key() + ".system");
      if (system != null) {
        boolean leftOut = "left_out".equals(form.get(fetch.key() + ".others"));
        Optional<Choice> choice =
            now.order(fetch).stream()
                .map(Candidate::connection)
                .filter(isNamed(system))
                .findFirst()
                .map(it -> new Choice(it, leftOut));
        if (choice.isEmpty() && !system.isEmpty()) {
          return Optional.of(NOT_THERE);
        }
        if (choice.isEmpty() && leftOut) {
          return Optional.of(fetch.label() + ALONE);
        }
        chosen.put(fetch, choice);
      }
    }
    database.write(
        scope,
        client -> {
          PrecedenceRows rows = new PrecedenceRows(client, scope.workspace());
          chosen.forEach(
              (fetch, choice) ->
                  choice.ifPresentOrElse(it -> rows.choose(fetch, it), () -> rows.follow(fetch)));
          return true;
        });
    events.publishEvent(new PrecedenceChanged(scope.workspace()));
    return Optional.empty();
  }

  private static Predicate<UUID> isNamed(String text) {
    return id -> id.toString().equals(text);
  }
}
