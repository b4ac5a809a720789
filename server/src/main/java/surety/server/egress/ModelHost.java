package surety.server.egress;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A model provider's place, with all that may be sent there.
///
/// @param posts the whole paths that a body may be sent to
/// @param reads the whole paths that may be read, such as `/v1/models/{model}`
public record ModelHost(Origin origin, Set<String> posts, List<String> reads) {

  /// Copies the paths.
  public ModelHost {
    posts = Set.copyOf(posts);
    reads = List.copyOf(reads);
  }

  Optional<Refusal> refuse(String method, String path) {
    boolean declared =
        method.equals("POST") ? posts.contains(path) : reads.stream().anyMatch(path::equals);
    return declared ? Optional.empty() : Optional.of(Refusal.PATH_NOT_DECLARED);
  }
}
