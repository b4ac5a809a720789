package surety.pseudonym;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Live tokens for tests of the way back, without a conversation.
final class Live {
  private final Map<String, LiveToken> tokens = new LinkedHashMap<>();

  /// A handful of tokens of both styles, some with several surfaces.
  static Live few() {
    return new Live()
        .with(TokenKind.CLIENT, "Client A", "Nordwind Logistik GmbH", "NORDWIND", "nordwind")
        .with(TokenKind.CLIENT, "Client B", "Quote \"Q\" \\ Co", "quote")
        .with(TokenKind.CLIENT, "Client AB", "Ärger & Söhne")
        .with(TokenKind.CLIENT, "Client I", "Ivory Ltd")
        .with(TokenKind.CLIENT, "Client_K7MQX", "Zephyr Werke")
        .with(TokenKind.PROJECT, "Project Alpha", "Blue Harbour")
        .with(TokenKind.PROJECT, "Project AlphaAlpha", "Red Harbour")
        .with(TokenKind.PERSON, "Person B", "Mira Övergård", "Övergård")
        .with(TokenKind.URL, "Link A", "https://nordwind.example/a?b=c")
        .with(TokenKind.EMAIL, "Email A", "mira@nordwind.example")
        .with(TokenKind.LITERAL, "Literal A", "Client Q");
  }

  Live with(TokenKind kind, String text, String... surfaces) {
    tokens.put(LiveTokens.key(text), new LiveToken(new Token(kind, text), List.of(surfaces)));
    return this;
  }

  LiveTokens tokens() {
    return new LiveTokens(tokens);
  }

  Restoration restoration() {
    return new Restoration(tokens(), new LinkMemory());
  }
}
