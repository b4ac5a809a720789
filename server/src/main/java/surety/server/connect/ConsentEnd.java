package surety.server.connect;

import java.util.List;
import java.util.UUID;

/// What came of a consent.
sealed interface ConsentEnd {

  /// The connection reads now.
  ///
  /// @param again whether it was there before
  record Connected(UUID connection, boolean again) implements ConsentEnd {}

  /// Nothing was connected.
  ///
  /// @param vendor its name, or the words for a vendor that is not known
  /// @param accounts what the consent was for, where that was the wrong one
  record Failed(Why why, String vendor, List<String> accounts) implements ConsentEnd {

    public Failed {
      accounts = List.copyOf(accounts);
    }

    Failed(Why why, String vendor) {
      this(why, vendor, List.of());
    }
  }

  /// Why nothing was connected. The names are stable: they are shown and tested.
  enum Why {
    UNKNOWN(
        "This consent is not known here",
        "It was used already, or it is another workspace's. Begin again under Connections."),
    EXPIRED(
        "This consent took too long",
        "It has to be given within ten minutes. Begin again under Connections."),
    OTHER_BROWSER(
        "This consent was begun elsewhere",
        "Another browser, session or member began it. Begin again here under Connections."),
    DENIED("Access was not allowed", "You can begin again under Connections whenever you like."),
    ENDED_BY_VENDOR(
        "The vendor ended the consent with an error",
        "Try again. If it stays so, the operator should compare the app's redirect address and"
            + " scopes with what is shown under Connect."),
    NO_CODE(
        "The vendor sent nothing to go on with",
        "Begin again under Connections; do not open or reload the page in between."),
    NO_ACCOUNT(
        "The vendor did not tell which account the consent is for",
        "Begin again under Connections."),
    OTHER_ACCOUNT(
        "The consent is for another account",
        "Begin again, and choose the account that you entered or that is connected."),
    CODE_REFUSED("The vendor did not accept its own consent", "Begin again under Connections."),
    APP_REFUSED(
        "The vendor does not accept this installation's app",
        "The operator should compare its id and secret with those that the vendor shows."),
    NOT_REACHED(
        "The vendor's sign-in service did not answer", "Begin again under Connections in a while."),
    NO_REFRESH_TOKEN(
        "The vendor gave access for a short while only",
        "Without a refresh token the connection would end within hours. The operator should allow"
            + " offline access for the app at the vendor."),
    OBSTRUCTED(
        "Access was allowed, and nothing can be read with it",
        "Begin again as a user who may see the data."),
    ALREADY_CONNECTED("This account is connected already", "Nothing was changed."),
    TOO_MANY("This workspace has 50 connections already", "Remove one first.");

    private final String title;
    private final String remedy;

    Why(String title, String remedy) {
      this.title = title;
      this.remedy = remedy;
    }

    String title() {
      return title;
    }

    String remedy() {
      return remedy;
    }
  }
}
