package surety.server.ai.names;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import surety.pseudonym.Conversation;
import surety.pseudonym.Entity;
import surety.pseudonym.TokenStyle;
import surety.server.platform.Ephemeral;

/// Which stable token stands for which name. Written when it is first asked for, because most calls
/// never ask.
final class TokenBook implements Ephemeral {

  // A mark behind it says which of several ways to write the name stood there, and a sign at the
  // end of a name, as in `Inc.`, is no part of what is replaced.
  private static final Pattern TOKEN =
      Pattern.compile("\\W{0,5}((?:Client|Project|Person)_[A-Z0-9]+)(?:\\{[0-9]{1,4}})?\\W{0,5}");

  private final Names names;
  private final List<Entity> entities;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Map<String, String> written;

  TokenBook(Names names, List<Entity> entities) {
    this.names = names;
    this.entities = entities;
  }

  Optional<String> find(String token) {
    return bare(token).flatMap(text -> Optional.ofNullable(written().get(text)));
  }

  private static Optional<String> bare(String text) {
    Matcher token = TOKEN.matcher(text);
    return token.matches() ? Optional.of(token.group(1)) : Optional.empty();
  }

  private Map<String, String> written() {
    lock.lock();
    try {
      Map<String, String> known = written;
      if (known == null) {
        known = write();
        written = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  // By the way that every text goes: where two kinds share a name, its token is one of theirs.
  private Map<String, String> write() {
    Conversation conversation = names.conversation(TokenStyle.STABLE);
    Map<String, String> tokens = new HashMap<>();
    for (Entity entity : entities) {
      bare(conversation.text(entity.name()).payload())
          .ifPresent(token -> tokens.putIfAbsent(token, entity.name()));
    }
    return tokens;
  }

  @Override
  public String toString() {
    return "TokenBook[...]";
  }
}
