package surety.server.ai.provider;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import surety.server.egress.EgressHosts;
import surety.server.egress.Origin;
import surety.server.egress.SandboxSettings;

/// Where providers may be: at their own addresses, at those that the operator allowed, or all of
/// them at stand-ins.
public final class ProviderPlaces {

  private static final URI OPENAI = URI.create("https://api.openai.com/v1");
  private static final URI ANTHROPIC = URI.create("https://api.anthropic.com/v1");

  private final Map<Dialect, Map<String, Place>> places = new LinkedHashMap<>();

  /// A provider's place.
  ///
  /// @param label what people call it
  /// @param base the URL that its paths are below, without a trailing slash
  public record Place(Dialect dialect, String label, URI base) {

    /// The place that its key is bound to.
    public Origin origin() {
      return Origin.of(base);
    }

    /// The host as the vault binds secrets to it.
    public String host() {
      return base.getPort() == -1 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    /// The whole path of an endpoint such as `/chat/completions`.
    public String path(String endpoint) {
      return base.getRawPath() + endpoint;
    }
  }

  ProviderPlaces(
      ModelSettings settings, SandboxSettings sandbox, EgressHosts hosts, List<MorePlace> more) {
    String label = sandbox.url() == null ? "" : "Stand-in for ";
    add(new Place(Dialect.OPENAI, label + "OpenAI", at(sandbox, "/openai", OPENAI)));
    add(new Place(Dialect.ANTHROPIC, label + "Anthropic", at(sandbox, "/anthropic", ANTHROPIC)));
    for (URI base : settings.compatible()) {
      add(new Place(Dialect.OPENAI, Origin.of(base).display(), checked(base)));
    }
    more.forEach(it -> add(new Place(it.dialect(), it.label(), it.base())));
    all().forEach(place -> hosts.list(place.origin(), place.label()));
  }

  private static URI at(SandboxSettings sandbox, String folder, URI own) {
    return sandbox.url() == null ? own : URI.create(sandbox.url() + folder + own.getPath());
  }

  private static URI checked(URI base) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    if (base.getRawQuery() != null
        || base.getRawFragment() != null
        || !path.matches("(/[A-Za-z0-9._-]{1,60}){0,6}/?")) {
      throw new IllegalArgumentException("SURETY_AI_COMPATIBLE holds no plain base URL");
    }
    String text = base.toString();
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  private void add(Place place) {
    places
        .computeIfAbsent(place.dialect(), _ -> new LinkedHashMap<>())
        .put(place.base().toString(), place);
  }

  /// Every place, the providers' own first.
  public List<Place> all() {
    List<Place> all = new ArrayList<>();
    places.values().forEach(some -> all.addAll(some.values()));
    return all;
  }

  /// Those that people can choose, in that order: all whose host can be somebody's.
  public List<Place> offered() {
    return all().stream().filter(place -> !EgressHosts.isReserved(place.base().getHost())).toList();
  }

  /// The place at this base URL; empty if the operator does not allow it.
  public Optional<Place> find(Dialect dialect, String base) {
    return Optional.ofNullable(places.getOrDefault(dialect, Map.of()).get(base));
  }

  /// The whole paths of these endpoints at every place: words of the server's own.
  public Set<String> paths(List<String> endpoints) {
    Set<String> paths = new java.util.HashSet<>();
    all().forEach(place -> endpoints.forEach(endpoint -> paths.add(place.path(endpoint))));
    return Set.copyOf(paths);
  }
}
