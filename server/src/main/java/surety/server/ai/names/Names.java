package surety.server.ai.names;

import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
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

  Names(Directory directory, TokenKey key) {
    this.directory = directory;
    this.look = SecondLook.of(directory);
    this.key = key;
  }

  /// Begins the conversation of one call. Stable tokens are the same in each.
  public Conversation conversation(TokenStyle style) {
    return style == TokenStyle.STABLE
        ? Conversation.begin(directory, style, key)
        : Conversation.begin(directory, style);
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
