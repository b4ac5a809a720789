package surety.pseudonym;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// What a conversation has issued, for a program that ends between the question and the answer.
///
/// It holds real names and the token key: whoever keeps it seals it, or writes it where nobody else
/// can read. Immutable.
public final class Mapping {
  private final TokenStyle style;
  private final TokenKey key;
  private final List<LiveToken> tokens;
  private final Set<String> reserved;
  private final Set<String> links;

  Mapping(
      TokenStyle style,
      TokenKey key,
      List<LiveToken> tokens,
      Set<String> reserved,
      Set<String> links) {
    this.style = style;
    this.key = key;
    this.tokens = List.copyOf(tokens);
    this.reserved = Set.copyOf(reserved);
    this.links = Set.copyOf(links);
  }

  /// What a conversation has issued so far.
  public static Mapping of(Conversation conversation) {
    synchronized (conversation.issuer()) {
      List<LiveToken> tokens = new ArrayList<>(conversation.live().all());
      tokens.sort(Comparator.comparing(live -> live.token().text()));
      return new Mapping(
          conversation.style(),
          conversation.key(),
          tokens,
          conversation.issuer().reserved(),
          conversation.links().all());
    }
  }

  /// Reads what [#written()] gave.
  ///
  /// @throws IllegalArgumentException if it is damaged or of another version
  public static Mapping read(String written) {
    return MappingText.read(written);
  }

  /// As text, in UTF-8 of as many bytes as the names in it.
  public String written() {
    return MappingText.write(this);
  }

  /// Goes on with the conversation: what has a token keeps it.
  ///
  /// @param directory has every name of [#forEachName], of the same kind and under the same id as
  ///     before; one that has two entities of the same kind and name is taken by the first
  /// @throws IllegalArgumentException if it lacks a name, or a token would become another one
  public Conversation resume(Directory directory) {
    Conversation conversation = Conversation.begin(directory, style, key);
    synchronized (conversation.issuer()) {
      reissue(directory, conversation.issuer());
      conversation.issuer().reserved().addAll(reserved);
    }
    links.forEach(conversation.links()::note);
    return conversation;
  }

  /// Puts real names back into an answer, plain text or JSON, which stays JSON.
  public Restored restore(String answer) {
    Map<String, LiveToken> byKey = new HashMap<>();
    tokens.forEach(live -> byKey.put(LiveTokens.key(live.token().text()), live));
    LinkMemory memory = new LinkMemory();
    links.forEach(memory::note);
    return new Restoration(new LiveTokens(byKey), memory).whole(answer);
  }

  /// Whether its tokens depend on this key.
  public boolean isOf(TokenKey other) {
    return MessageDigest.isEqual(key.bytes(), other.bytes());
  }

  /// Hands over the canonical name of every client, project and person that has a token.
  public void forEachName(BiConsumer<EntityKind, String> reader) {
    for (LiveToken live : tokens) {
      entityKind(live).ifPresent(kind -> reader.accept(kind, live.surfaces().getFirst()));
    }
  }

  private void reissue(Directory directory, TokenIssuer issuer) {
    List<Entity> entities = directory.entities();
    Map<String, Integer> byName = new HashMap<>();
    for (int at = 0; at < entities.size(); at++) {
      Entity entity = entities.get(at);
      byName.putIfAbsent(owner(entity.kind().token(), entity.name()), at);
    }
    MappingPlaces places = new MappingPlaces(this, issuer);
    tokens.forEach(live -> places.find(live, id(live, byName, entities)));
    places.inOrder().forEach(live -> reissue(live, byName, issuer));
  }

  private static void reissue(LiveToken live, Map<String, Integer> byName, TokenIssuer issuer) {
    Token again = live.token();
    for (String surface : live.surfaces()) {
      again = issue(live, surface, byName, issuer);
    }
    if (!again.equals(live.token())) {
      throw new IllegalArgumentException("a token of the mapping contains a name by now");
    }
  }

  private static Token issue(
      LiveToken live, String surface, Map<String, Integer> byName, TokenIssuer issuer) {
    TokenKind kind = live.token().kind();
    StringBuilder unused = new StringBuilder();
    return entityKind(live).isPresent()
        ? issuer.write(entity(live, byName), surface, false, unused).token
        : issuer.write(kind, surface, false, unused).token;
  }

  private static String id(LiveToken live, Map<String, Integer> byName, List<Entity> entities) {
    return entityKind(live).isPresent()
        ? entities.get(entity(live, byName)).id()
        : live.surfaces().getFirst();
  }

  /// The place of a token's entity among those of the directory.
  private static int entity(LiveToken live, Map<String, Integer> byName) {
    return Optional.ofNullable(byName.get(owner(live.token().kind(), live.surfaces().getFirst())))
        .orElseThrow(
            () -> new IllegalArgumentException("the directory lacks a name of the mapping"));
  }

  private static Optional<EntityKind> entityKind(LiveToken live) {
    for (EntityKind kind : EntityKind.values()) {
      if (kind.token() == live.token().kind()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static String owner(TokenKind kind, String name) {
    return kind.word() + ' ' + name;
  }

  /// What its tokens look like.
  public TokenStyle style() {
    return style;
  }

  TokenKey key() {
    return key;
  }

  List<LiveToken> tokens() {
    return tokens;
  }

  Set<String> reserved() {
    return reserved;
  }

  Set<String> links() {
    return links;
  }

  /// Shows nothing but the number of tokens.
  @Override
  public String toString() {
    return "Mapping[" + tokens.size() + " tokens]";
  }
}
