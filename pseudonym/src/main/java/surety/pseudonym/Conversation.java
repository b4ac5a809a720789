package surety.pseudonym;

import java.util.ArrayList;
import java.util.List;

/// Keeps tokens consistent over the turns of one conversation with a model.
///
/// Safe for any thread. It holds names in memory and cannot be serialized.
public final class Conversation {
  private final Directory directory;
  private final TokenStyle style;
  private final TokenKey key;
  private final TokenIssuer issuer;
  private final LinkMemory links = new LinkMemory();

  private Conversation(Directory directory, TokenStyle style, TokenKey key) {
    this.directory = directory;
    this.style = style;
    this.key = key;
    this.issuer = new TokenIssuer(directory, style, key);
  }

  /// Begins a conversation whose tokens mean nothing elsewhere.
  public static Conversation begin(Directory directory, TokenStyle style) {
    return begin(directory, style, TokenKey.random());
  }

  /// Begins a conversation. With style [TokenStyle#STABLE] and the same key, an entity has the same
  /// token in every conversation.
  public static Conversation begin(Directory directory, TokenStyle style, TokenKey key) {
    return new Conversation(directory, style, key);
  }

  /// The directory that this conversation replaces from.
  public Directory directory() {
    return directory;
  }

  TokenStyle style() {
    return style;
  }

  TokenKey key() {
    return key;
  }

  /// Whoever issues tokens holds its monitor.
  TokenIssuer issuer() {
    return issuer;
  }

  LinkMemory links() {
    return links;
  }

  /// The tokens that were issued so far.
  LiveTokens live() {
    synchronized (issuer) {
      return issuer.live();
    }
  }

  /// Replaces what is known in plain text or Markdown.
  public Pseudonymized<String> text(String text) {
    List<Replacement> replacements = new ArrayList<>();
    Rewriter rewriter = new Rewriter(directory, issuer, replacements);
    String replaced = rewriter.rewrite(text);
    int bracket = bracket(text);
    if (bracket >= 0
        && !replacements.isEmpty()
        && !restoration().whole(replaced).text().equals(text)) {
      replacements.clear();
      replaced = rewriter.rewriteHiding(text, bracket);
    }
    return pseudonymized(replaced, replacements);
  }

  /// Where a text begins like JSON, or -1. Its names would come back with JSON's escapes, which is
  /// not exact if it has them already, or is no JSON; without its first bracket it does not look
  /// like it.
  private static int bracket(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at < text.length() && "{[".indexOf(text.charAt(at)) >= 0 ? at : -1;
  }

  /// Replaces what is known in every string of a JSON text, names of members included. Structure,
  /// numbers and every string without a name stay as they are, byte for byte.
  ///
  /// @throws JsonInvalid if it is not JSON
  public Pseudonymized<String> json(String json) {
    List<Replacement> replacements = new ArrayList<>();
    JsonRewriter rewriter = new JsonRewriter(directory, issuer, json, replacements);
    return pseudonymized(rewriter.rewrite(), replacements);
  }

  /// Replaces what is known in a chat request, in the form of OpenAI or Anthropic: every string of
  /// it but model names and what the form itself fixes.
  ///
  /// @throws JsonInvalid if it is not JSON
  /// @throws AttachmentRefused if it holds what cannot be read for names
  public Pseudonymized<String> chat(String request) {
    return chat(request, Attachments.REFUSED);
  }

  /// Like [#chat(String)], but attachments may be allowed: they then leave as they are.
  public Pseudonymized<String> chat(String request, Attachments attachments) {
    List<Replacement> replacements = new ArrayList<>();
    JsonRewriter rewriter = new JsonRewriter(directory, issuer, request, replacements);
    ChatShape shape = new ChatShape(rewriter.strings());
    if (attachments == Attachments.REFUSED) {
      shape.refuseAttachments();
    }
    rewriter.keep(shape::isFixed);
    return pseudonymized(rewriter.rewrite(), replacements);
  }

  private Pseudonymized<String> pseudonymized(String text, List<Replacement> replacements) {
    if (!replacements.isEmpty()) {
      sent(text);
    }
    return new Pseudonymized<>(text, replacements);
  }

  /// Puts real names back into an answer, plain text or JSON, which stays JSON.
  public Restored restore(String answer) {
    return restoration().whole(answer);
  }

  /// Puts real names back into an answer that comes piece by piece. Begin it after the request was
  /// replaced: it knows the tokens that are live now.
  public StreamRestorer restoreStream() {
    return restoration().stream();
  }

  /// Puts real names back into an answer that comes as server-sent events. Begin it after the
  /// request was replaced: it knows the tokens that are live now.
  public EventRestorer restoreEvents(EventDialect dialect) {
    return restoration().events(dialect);
  }

  /// To be told, by whatever replaces, each text with tokens that is about to be sent.
  void sent(String text) {
    if (LinkSigns.mayHoldLink(text)) {
      restoration().sent(text);
    }
  }

  private Restoration restoration() {
    return new Restoration(live(), links);
  }

  /// Shows nothing but the style.
  @Override
  public String toString() {
    return "Conversation[" + style + "]";
  }
}
