package surety.server.ai.gateway;

import org.springframework.stereotype.Component;
import surety.pseudonym.Conversation;
import surety.pseudonym.TokenStyle;
import surety.server.ai.names.Names;

/// Begins the conversation in which the names of one call are replaced.
@Component
class Conversations {

  Conversation begin(Names names, TokenStyle style) {
    return names.conversation(style);
  }
}
