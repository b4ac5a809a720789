package surety.server.ai.provider;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Which model of each provider looks at figures, as an owner chose.
@Service
public class AnalysisModels {

  private final WorkspaceDatabase database;
  private final Providers providers;
  private final ProviderPlaces places;
  private final Clock clock;

  AnalysisModels(
      WorkspaceDatabase database, Providers providers, ProviderPlaces places, Clock clock) {
    this.database = database;
    this.providers = providers;
    this.places = places;
    this.clock = clock;
  }

  /// A provider that may be asked.
  ///
  /// @param label what people call it
  /// @param standIn whether it is none, but something on this machine that plays it
  public record Choice(Dialect dialect, String label, String model, boolean standIn) {}

  /// What there is to choose from, and where nothing is, what is missing.
  ///
  /// @param missing a sentence; null where there is a choice
  public record Choices(List<Choice> all, @Nullable String missing) {

    /// The choice of this form, or the first where none is named; empty where there is none such.
    public Optional<Choice> find(String dialect) {
      return all.stream()
          .filter(one -> dialect.isEmpty() || one.dialect().key().equals(dialect))
          .findFirst();
    }
  }

  /// The providers that may look at figures now.
  public Choices choices(WorkspaceScope scope) {
    List<Providers.Shown> set = providers.all(scope);
    Map<UUID, String> models = all(scope);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<Providers.Shown> promising = set.stream().filter(p -> p.promises(today)).toList();
    List<Choice> choices =
        promising.stream()
            .filter(p -> models.containsKey(p.id()))
            .map(p -> choice(p, models))
            .toList();
    return new Choices(choices, choices.isEmpty() ? missing(set, promising) : null);
  }

  private Choice choice(Providers.Shown provider, Map<UUID, String> models) {
    String label =
        places
            .find(provider.dialect(), provider.base())
            .map(ProviderPlaces.Place::label)
            .orElse(provider.dialect().label());
    String model = models.getOrDefault(provider.id(), "");
    return new Choice(provider.dialect(), label, model, provider.isStandIn());
  }

  private static String missing(List<Providers.Shown> set, List<Providers.Shown> promising) {
    if (set.isEmpty()) {
      return "No provider of models is set.";
    }
    return promising.isEmpty()
        ? "No promise of a provider not to train on what it gets is in force."
        : "No model is chosen for analyses.";
  }

  /// The models that were chosen, by the id of their provider.
  public Map<UUID, String> all(WorkspaceScope scope) {
    scope.require(Permission.AI_USE);
    return database.read(scope, client -> read(client, scope));
  }

  private static Map<UUID, String> read(JdbcClient client, WorkspaceScope scope) {
    return client
        .sql(
            """
            SELECT id, analysis_model FROM ai.provider
             WHERE workspace_id = ? AND analysis_model IS NOT NULL
            """)
        .param(1, scope.workspace().value())
        .query(
            (row, _) -> Map.entry(row.getObject("id", UUID.class), row.getString("analysis_model")))
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Chooses a provider's model for analyses.
  ///
  /// @param model the provider's name of it, 1 to 100 letters, digits and `._:/-`; empty for none
  /// @return false if the workspace has no such provider
  public boolean choose(WorkspaceScope scope, UUID provider, Optional<String> model) {
    scope.require(Permission.SETTINGS_MANAGE);
    return database.write(
        scope,
        client ->
            client
                    .sql(
                        """
                        UPDATE ai.provider SET analysis_model = ?
                         WHERE workspace_id = ? AND id = ?
                        """)
                    .param(1, model.orElse(null), Types.VARCHAR)
                    .param(2, scope.workspace().value())
                    .param(3, provider)
                    .update()
                == 1);
  }
}
