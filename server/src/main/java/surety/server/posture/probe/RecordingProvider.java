package surety.server.posture.probe;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import surety.server.ai.provider.Dialect;

/// A model provider of one's own on loopback, over TLS, that speaks the forms of real ones, and
/// writes down every request before it answers. It is no model: it repeats what it was asked.
public interface RecordingProvider {

  /// The base URL under which a workspace can choose it.
  String base(Dialect form);

  /// The key that it accepts; requests with another one are answered with 401.
  String key();

  /// Says what this makes of the text that it was asked, from now on. [#repeats()] ends it.
  void says(UnaryOperator<String> words);

  /// Repeats the text that it was asked, from now on.
  default void repeats() {
    says(UnaryOperator.identity());
  }

  /// What came in since `since`, oldest first.
  List<RecordingVendor.Request> requests(Instant since);
}
