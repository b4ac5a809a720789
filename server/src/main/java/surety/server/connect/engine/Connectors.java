package surety.server.connect.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import surety.server.egress.EgressHosts;
import surety.server.platform.StartRefused;

/// The connectors that this server has, compiled when it starts.
public final class Connectors {

  private static final String FOLDER = "/surety/server/connect/connectors/";
  private static final List<String> FILES =
      List.of(
          "productive.yaml",
          "harvest.yaml",
          "float.yaml",
          "pipedrive.yaml",
          "hubspot.yaml",
          "connectwise.yaml",
          "autotask.yaml",
          "quickbooks.yaml",
          "xero.yaml",
          "accelo.yaml",
          "kantata.yaml",
          "resourceguru.yaml",
          "salesforce.yaml",
          "scoro.yaml");

  private final SequencedMap<String, ConnectorPlan> plans = new LinkedHashMap<>();

  private Connectors(List<MoreConnector> files) {
    for (MoreConnector file : files) {
      ConnectorPlan plan = ConnectorFile.compile(file.file(), file.text());
      if (plans.put(plan.id(), plan) != null) {
        throw new StartRefused(
            file.file()
                + ": there is a connector \""
                + plan.id()
                + "\" already. Give this one another name under connector.");
      }
    }
  }

  /// The connectors of this build.
  ///
  /// @throws surety.server.connect.mapping.ConnectorFileInvalid if a file is wrong
  public static Connectors bundled() {
    return bundledWith(List.of());
  }

  /// The connectors of this build, and more.
  ///
  /// @throws surety.server.connect.mapping.ConnectorFileInvalid if a file is wrong
  /// @throws StartRefused if two connectors have the same id
  public static Connectors bundledWith(List<MoreConnector> more) {
    List<MoreConnector> files = new ArrayList<>();
    FILES.forEach(file -> files.add(new MoreConnector(file, text(file))));
    files.addAll(more);
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
