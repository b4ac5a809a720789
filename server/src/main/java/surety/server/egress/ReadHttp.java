package surety.server.egress;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads from one destination with the credential that is bound to it. It offers no other method
/// than GET, and POST where that is known to read ([ReadPost]).
public final class ReadHttp {

  private final EgressClient client;
  private final Destination destination;
  private final Credential credential;
  private final Map<String, String> headers;

  /// Reads at `destination`, sending `headers` with each call.
  public ReadHttp(
      EgressClient client,
      Destination destination,
      Credential credential,
      Map<String, String> headers) {
    this.client = client;
    this.destination = destination;
    this.credential = credential;
    this.headers = Map.copyOf(headers);
  }

  /// Reads one path below the destination's base.
  public <T> Exchange<T> get(String path, List<Call.Parameter> query, BodyReader<T> reader) {
    return client.exchange(new Call("GET", path, query, headers), destination, credential, reader);
  }

  /// Reads one path below the destination's base, with its parameters in the body. It is refused
  /// unless it is a [ReadPost].
  ///
  /// @param fields of the body; a dot in a name leads into an object
  public <T> Exchange<T> post(String path, List<Call.Parameter> fields, BodyReader<T> reader) {
    return client.exchange(ReadPost.call(path, fields, headers), destination, credential, reader);
  }

  /// Reads the next page at the absolute URL that the vendor named, if it is one of these paths of
  /// the same host.
  ///
  /// @param paths where the list goes on, below the destination's base
  public <T> Exchange<T> follow(String url, Set<PathTemplate> paths, BodyReader<T> reader) {
    Optional<URI> uri = Links.parse(url);
    Optional<Call> call = uri.flatMap(it -> Links.within(destination, it, headers));
    if (call.isEmpty()) {
      return new Exchange.Refused<>(Refusal.HOST_NOT_ALLOWED);
    }
    if (paths.stream().noneMatch(path -> path.matches(call.get().path()))) {
      return new Exchange.Refused<>(Refusal.PATH_NOT_DECLARED);
    }
    return client.exchange(call.get(), destination, credential, reader);
  }

  /// Reads the next page at a path of the same host that the vendor named, the destination's base
  /// included, if it is one of these.
  ///
  /// @param paths where the list goes on, below the destination's base
  public <T> Exchange<T> followPath(String path, Set<PathTemplate> paths, BodyReader<T> reader) {
    return path.startsWith("/")
        ? follow(destination.origin() + path, paths, reader)
        : new Exchange.Refused<>(Refusal.HOST_NOT_ALLOWED);
  }
}
