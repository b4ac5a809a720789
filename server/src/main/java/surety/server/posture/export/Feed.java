package surety.server.posture.export;

import java.time.Instant;
import surety.server.posture.view.Change;
import surety.server.posture.view.ClaimView;
import surety.server.posture.view.Snapshot;

/// Changes of state as an Atom feed (RFC 4287).
public final class Feed {

  private static final int NEWEST = 200;

  private Feed() {}

  /// The feed, newest first, at most 200 entries.
  public static String of(Snapshot snapshot) {
    String self = snapshot.origin() + "/security/feed.atom";
    StringBuilder feed = new StringBuilder(1 << 12);
    feed.append(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            + "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    feed.append("  <id>").append(Xml.text(self)).append("</id>\n");
    feed.append("  <title>Security claims: changes of state</title>\n");
    feed.append("  <updated>").append(updated(snapshot)).append("</updated>\n");
    feed.append("  <author><name>")
        .append(Xml.text(snapshot.origin()))
        .append("</name></author>\n");
    feed.append("  <link rel=\"self\" href=\"").append(Xml.text(self)).append("\"/>\n");
    feed.append("  <link href=\"").append(Xml.text(snapshot.origin())).append("/security\"/>\n");
    snapshot.changes().stream()
        .limit(NEWEST)
        .forEach(change -> feed.append(entry(snapshot, change)));
    return feed.append("</feed>\n").toString();
  }

  private static Instant updated(Snapshot snapshot) {
    return snapshot.changes().isEmpty() ? snapshot.at() : snapshot.changes().getFirst().at();
  }

  private static String entry(Snapshot snapshot, Change change) {
    String title =
        change.claim()
            + ": "
            + change.from().map(from -> from.label() + " → ").orElse("new, ")
            + change.to().label();
    ClaimView claim = snapshot.byId().get(change.claim());
    String words = (claim == null ? "" : claim.sentence() + " ") + change.reason();
    return """
      <entry>
        <id>urn:uuid:%s</id>
        <title>%s</title>
        <updated>%s</updated>
        <link href="%s"/>
        <category term="%s"/>
        <summary>%s</summary>
      </entry>
    """
        .formatted(
            Members.uuid("change", change.claim(), change.at().toString(), change.to().label()),
            Xml.text(title),
            change.at(),
            Xml.text(snapshot.origin() + "/security#" + change.claim()),
            change.to().label(),
            Xml.text(words));
  }
}
