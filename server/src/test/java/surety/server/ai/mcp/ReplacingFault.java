package surety.server.ai.mcp;

import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.Pseudonymized;
import surety.pseudonym.TokenStyle;
import surety.server.ai.names.Names;

/// A fault that a test can switch on: what replaces names knows none, and so does nothing.
@Component
@Primary
public class ReplacingFault extends Replacing {

  private static volatile boolean on;

  static void on() {
    on = true;
  }

  static void off() {
    on = false;
  }

  @Override
  Pseudonymized<String> replace(Names names, String json) {
    return on
        ? Conversation.begin(Directory.builder().build(), TokenStyle.STABLE).json(json)
        : super.replace(names, json);
  }
}
