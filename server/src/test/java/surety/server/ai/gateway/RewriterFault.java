package surety.server.ai.gateway;

import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.TokenStyle;
import surety.server.ai.names.Names;

/// A fault that a test can switch on: what replaces names knows none, and so does nothing.
@Component
@Primary
public class RewriterFault extends Conversations {

  private static volatile boolean on;

  /// From now on nothing is replaced.
  public static void on() {
    on = true;
  }

  /// From now on names are replaced.
  public static void off() {
    on = false;
  }

  @Override
  Conversation begin(Names names, TokenStyle style) {
    return on ? Conversation.begin(Directory.builder().build(), style) : super.begin(names, style);
  }
}
