package surety.server.connect.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import surety.server.egress.EgressHosts;

/// The connectors that this server has, compiled when it starts.
public final class Connectors {

  private static final String FOLDER = "/surety/server/connect/connectors/";
  private static final List<String> FILES = List.of("productive.yaml", "harvest.yaml");

  private final SequencedMap<String, ConnectorPlan> plans = new LinkedHashMap<>();

  private Connectors(Map<String, String> files) {
    files.forEach(
        (file, text) -> {
          ConnectorPlan plan = ConnectorFile.compile(file, text);
          if (plans.put(plan.id(), plan) != null) {
            throw new IllegalStateException("two connectors are called " + plan.id());
          }
        });
  }

  /// The connectors of this build.
  ///
  /// @throws surety.server.connect.mapping.ConnectorFileInvalid if a file is wrong
  public static Connectors bundled() {
    return bundledWith(List.of());
  }

  /// The connectors of this build, and more.
  public static Connectors bundledWith(List<MoreConnector> more) {
    Map<String, String> files = new LinkedHashMap<>();
    FILES.forEach(file -> files.put(file, text(file)));
    more.forEach(it -> files.put(it.file(), it.text()));
    return new Connectors(files);
  }

  private static String text(String file) {
    try (InputStream in = Connectors.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("connector file is missing from the build: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of them.
  public List<ConnectorPlan> all() {
    return List.copyOf(plans.values());
  }

  /// Those that are offered, in that order: all whose host can be somebody's.
  public List<ConnectorPlan> offered() {
    return plans.values().stream()
        .filter(plan -> !EgressHosts.isReserved(plan.baseUrl().getHost()))
        .toList();
  }

  /// The one with this id.
  public Optional<ConnectorPlan> find(String id) {
    return Optional.ofNullable(plans.get(id));
  }
}
