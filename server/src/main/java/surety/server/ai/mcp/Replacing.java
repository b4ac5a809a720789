package surety.server.ai.mcp;

import org.springframework.stereotype.Component;
import surety.pseudonym.Pseudonymized;
import surety.pseudonym.TokenStyle;
import surety.server.ai.names.Names;

/// Replaces every known name in an answer by its stable token.
@Component
class Replacing {

  Pseudonymized<String> replace(Names names, String json) {
    return names.conversation(TokenStyle.STABLE).json(json);
  }
}
