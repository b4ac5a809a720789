package surety.server.connect.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.connect.mapping.Row;
import surety.server.egress.AnswerHeaders;

/// Where a vendor tells something about a list.
sealed interface Told {

  /// In a field of the page.
  record InField(int slot) implements Told {}

  /// In a header of the answer.
  record InHeader(String name) implements Told {}

  /// In the `Link` header, as the next page (RFC 8288).
  record InLink() implements Told {
    private static final Pattern NEXT =
        Pattern.compile("<([^<>]*)>[^<]*;\\s*rel=(?:\"next\"|next(?=[\\s;,]|$))");

    static Optional<String> next(String header) {
      Matcher next = NEXT.matcher(header);
      return next.find() ? Optional.of(next.group(1)) : Optional.empty();
    }
  }

  /// Nowhere.
  record Nowhere() implements Told {}

  /// What a page tells.
  default Optional<String> of(Row page) {
    return this instanceof InField(int slot) ? page.text(slot) : Optional.empty();
  }

  /// What the headers tell.
  default Optional<String> of(AnswerHeaders headers) {
    return switch (this) {
      case InHeader(String name) -> headers.get(name);
      case InLink _ -> headers.get("Link").flatMap(InLink::next);
      case InField _, Nowhere _ -> Optional.empty();
    };
  }
}
