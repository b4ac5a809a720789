package surety.pseudonym.command;

import java.util.HashMap;
import java.util.Map;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.TokenKey;
import surety.pseudonym.TokenStyle;

/// Conversations that names file and key alone determine, so that nothing has to be kept.
///
/// Every declared form of every entity is said before the input is, always in the same order: it
/// then has the same token and form mark in each run. What is not declared (an address, a number, a
/// form in capitals) is only known where a mapping was kept.
final class Derived {
  // Between two forms, or "Anna" and "Schmidt" in a row would be one name cut in two.
  private static final String BETWEEN = ",\"7\",";

  private Derived() {}

  static Conversation begin(Directory directory, TokenKey key) {
    Conversation conversation = Conversation.begin(directory, TokenStyle.STABLE, key);
    Map<String, Boolean> said = new HashMap<>();
    StringBuilder forms = new StringBuilder("[\"7\"");
    directory.forEachForm(
        form -> {
          if (said.putIfAbsent(form.text(), true) == null) {
            quote(form.text(), forms.append(BETWEEN));
          }
        });
    conversation.json(forms.append(']').toString());
    return conversation;
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit < ' ') {
        out.append(String.format("\\u%04x", (int) unit));
      } else {
        out.append(unit);
      }
    }
    out.append('"');
  }
}
