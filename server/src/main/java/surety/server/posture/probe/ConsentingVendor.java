package surety.server.posture.probe;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A vendor of one's own on loopback, over TLS, whose users consent (RFC 6749). It writes down each
/// request before it answers.
///
/// It is as careless as can be: it takes every code and every refresh token, whether it ever gave
/// them or not, again and again, and looks at no verifier. Whatever is refused is refused by the
/// server.
public interface ConsentingVendor {

  /// The id of the connector for it.
  String connector();

  /// What a user's browser is sent back to who consents: the path and the query.
  ///
  /// @param authorize where the server sent the browser
  String consented(URI authorize);

  /// Grants these scopes from now on; nothing is as if it did not tell.
  void grants(Set<String> scopes);

  /// Takes none of the access tokens any more that it has given so far.
  void expire();

  /// The secrets that it has given since `since`: codes, access tokens and refresh tokens.
  List<String> given(Instant since);

  /// The newest access token and the newest refresh token.
  Pair newest();

  /// What came in since `since`, oldest first.
  List<RecordingVendor.Request> requests(Instant since);

  /// The tokens of one answer.
  record Pair(String access, String refresh) {

    @Override
    public String toString() {
      return "Pair[...]";
    }
  }
}
