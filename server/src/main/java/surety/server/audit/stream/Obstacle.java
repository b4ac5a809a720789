package surety.server.audit.stream;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import surety.server.egress.Failure;
import surety.server.egress.Refusal;

/// The words by which it is stored why something could not be sent, as sentences. No word tells
/// anything of what was sent or answered but its status.
final class Obstacle {

  private static final String STATUS = "HTTP_";

  private Obstacle() {}

  static String ofStatus(int status) {
    return STATUS + status;
  }

  /// For people to read.
  static String sentence(String why) {
    if (why.matches(STATUS + "[0-9]{3}")) {
      return "the receiver answered " + why.substring(STATUS.length());
    }
    return Stream.of(
            named(Failure.values(), why).map(Failure::sentence),
            named(Refusal.values(), why).map(Obstacle::sentence),
            named(Pause.values(), why).map(Pause::sentence))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("it could not be sent");
  }

  private static String sentence(Refusal refusal) {
    return switch (refusal) {
      case REDIRECT_ELSEWHERE -> "the receiver answered with a redirect, which is not followed";
      case ADDRESS_NOT_PUBLIC ->
          "its name leads to an address that is not public; whoever runs this server can allow"
              + " networks of its own";
      default -> refusal.sentence();
    };
  }

  private static <E extends Enum<E>> Optional<E> named(E[] constants, String name) {
    return Arrays.stream(constants).filter(it -> it.name().equals(name)).findFirst();
  }
}
