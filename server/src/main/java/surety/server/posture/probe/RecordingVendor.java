package surety.server.posture.probe;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A vendor of one's own on loopback, over TLS, that answers reads in a real wire format, accepts
/// writes, and writes down every request before it answers.
public interface RecordingVendor {

  /// The id of the connector whose format it speaks.
  String connector();

  /// The base URL under which it is reached by whoever may.
  String url();

  /// The token that it accepts from now on, besides those before; secrets that are planted with
  /// [#plant] are found by it in requests.
  String token();

  /// Changes the token: requests with the former one are answered with 401.
  String rotateToken();

  /// Answers with this amount and these texts in its records from now on.
  ///
  /// @param minutes of the one time entry
  /// @param mark a text in every free text field of every record
  void plant(int minutes, String mark);

  /// Whether it answers at all, or breaks every connection.
  void up(boolean answers);

  /// What came in since `since`, oldest first.
  List<Request> requests(Instant since);

  /// A digest of all its records, with their times of change.
  String state();

  /// One request as it came in.
  ///
  /// @param path with the query
  /// @param headers by lower-case name
  record Request(
      Instant at, String method, String path, Map<String, String> headers, byte[] body) {}
}
