package surety.server.ai.names;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.Entity;
import surety.pseudonym.SecondLook;
import surety.pseudonym.TokenKey;
import surety.pseudonym.TokenStyle;
import surety.server.platform.Ephemeral;

/// The names of a workspace at one moment, compiled: shared by all calls until they are too old or
/// something changed.
public final class Names implements Ephemeral {

  private final Directory directory;
  private final SecondLook look;
  private final TokenKey key;
  private final List<TokenBook> books;

  Names(Directory directory, TokenKey key) {
    this(directory, SecondLook.of(directory), key);
  }

  private Names(Directory directory, SecondLook look, TokenKey key) {
    this.directory = directory;
    this.look = look;
    this.key = key;
    this.books = List.of(new TokenBook(this, directory.entities()));
  }

  private Names(Names before, Directory directory, List<Entity> added) {
    this.directory = directory;
    this.look = before.look.following(directory);
    this.key = before.key;
    this.books = List.of(before.books.getFirst(), new TokenBook(this, added));
  }

  /// These names and others, which were read after them.
  public Names knowing(SourceNames others) {
    List<Entity> added = others.without(directory.entities());
    return added.isEmpty()
        ? this
        : new Names(this, directory.with(directory.version(), added), added);
  }

  /// These names and those of the entities that are not among them, which alone are compiled.
  ///
  /// @param wanted all entities, by their ids
  /// @return empty if one of these names is wanted no more
  Optional<Names> grownTo(Map<String, Entity> wanted, long version) {
    Map<String, Entity> further = new LinkedHashMap<>(wanted);
    for (Entity known : directory.entities()) {
      if (!further.keySet().remove(known.id())) {
        return Optional.empty();
      }
    }
    Directory grown = directory.with(version, List.copyOf(further.values()));
    return Optional.of(new Names(grown, look.following(grown), key));
  }

  /// Begins the conversation of one call. Stable tokens are the same in each.
  public Conversation conversation(TokenStyle style) {
    return style == TokenStyle.STABLE
        ? Conversation.begin(directory, style, key)
        : Conversation.begin(directory, style);
  }

  /// The name that a stable token stands for, as it was read; empty if none of these has it.
  public Optional<String> behind(String token) {
    return books.stream().flatMap(book -> book.find(token).stream()).findFirst();
  }

  /// The second look for these names. Nothing unreadable is allowed.
  public SecondLook look() {
    return look;
  }

  /// How many there are.
  public int size() {
    return directory.entities().size();
  }

  @Override
  public String toString() {
    return "Names[...]";
  }
}
