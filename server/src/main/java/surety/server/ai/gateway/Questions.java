package surety.server.ai.gateway;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.server.workspace.WorkspaceScope;

/// Asks models for the server's own pages. A question goes the way of every program's call: names
/// replaced, the exact request proven, limits kept, the access recorded.
@Component
public class Questions {

  private final Gateway gateway;

  Questions(Gateway gateway) {
    this.gateway = gateway;
  }

  /// Asks, and passes the answer on while it is written. Blocks until it ends.
  ///
  /// @param scope of AI, on behalf of who asks
  /// @return how it ended; nothing is thrown but errors of the machine
  public Ending ask(WorkspaceScope scope, Question question, Listener listener) {
    TextRecipient recipient = new TextRecipient(question.dialect(), listener);
    try {
      gateway.call(
          question.endpoint(),
          scope,
          Incoming.ofServer(question.body(), question.dialect()),
          recipient);
    } catch (Recipient.Gone e) {
      return new Ending.Failed("gone", "Nobody reads the answer any more.", 499, Optional.empty());
    } catch (RuntimeException e) {
      return failed(Answers.error(e));
    }
    return recipient.failure().map(Questions::failed).orElseGet(recipient::whole);
  }

  private static Ending failed(GatewayError error) {
    Optional<Duration> wait = error.retryAfter();
    return new Ending.Failed(error.code(), error.sentence(), error.kind().status, wait);
  }
}
