package surety.server.audit.stream;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a stream sends nothing until somebody has it go on.
enum Pause {
  MEMBER("member", "A member paused it."),
  DECLINED_401(
      "declined-401",
      "The receiver answered 401: it does not accept the signature or the address."),
  DECLINED_403("declined-403", "The receiver answered 403: it does not let this server in."),
  DECLINED_410("declined-410", "The receiver answered 410: it does not want these lines any more."),
  FAILING("failing", "Nothing could be delivered for three days."),
  SECRET(
      "secret",
      "Its secret cannot be opened any more. Remove this stream and add it with a new one.");

  private final String key;
  private final String sentence;

  Pause(String key, String sentence) {
    this.key = key;
    this.sentence = sentence;
  }

  /// The name in the table.
  String key() {
    return key;
  }

  /// For people to read.
  public String sentence() {
    return sentence;
  }

  static @Nullable Pause ofKey(@Nullable String key) {
    return Arrays.stream(values()).filter(pause -> pause.key.equals(key)).findFirst().orElse(null);
  }

  /// What an answer with this status says for good.
  static Optional<Pause> ofStatus(int status) {
    return switch (status) {
      case 401 -> Optional.of(DECLINED_401);
      case 403 -> Optional.of(DECLINED_403);
      case 410 -> Optional.of(DECLINED_410);
      default -> Optional.empty();
    };
  }
}
