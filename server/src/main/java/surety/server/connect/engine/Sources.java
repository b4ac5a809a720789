package surety.server.connect.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import surety.envelope.SecretBytes;
import surety.server.connect.Coverage;
import surety.server.connect.FetchReport;
import surety.server.connect.SourceReader;
import surety.server.egress.Credential;
import surety.server.egress.Destination;
import surety.server.egress.EgressClient;
import surety.server.egress.ReadHttp;
import surety.server.workspace.WorkspaceId;

/// Opens readers, and remembers what each connection has used of its budget.
public final class Sources {

  private static final Duration LONGEST_PROBE = Duration.ofSeconds(20);

  private final EgressClient client;
  private final Duration longestFetch;
  private final Optional<BudgetPlan> budgetInstead;
  private final Map<UUID, Budget> budgets = new ConcurrentHashMap<>();

  // A fetch may have opened its credential just before the connection went.
  private final Cache<UUID, Boolean> gone =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  /// @param longestFetch after which a fetch ends with what it has
  /// @param budgetInstead for stand-ins without the vendors' limits: the budget in place of the
  ///     connectors' own
  public Sources(EgressClient client, Duration longestFetch, Optional<BudgetPlan> budgetInstead) {
    this.client = client;
    this.longestFetch = longestFetch;
    this.budgetInstead = budgetInstead;
  }

  /// Which account of which vendor.
  ///
  /// @param base where the vendor's paths begin
  /// @param settings form fields that are no secrets
  public record Account(ConnectorPlan connector, URI base, Map<String, String> settings) {

    /// Copies the map.
    public Account {
      settings = Map.copyOf(settings);
    }
  }

  /// A reader of an account. It asks for the secrets with each request, so that it reads as long as
  /// the caller has not wiped them.
  ///
  /// @param secrets form fields that are secrets
  /// @throws IllegalArgumentException if a form field is missing or cannot be sent
  public SourceReader open(
      WorkspaceId workspace, UUID connection, Account account, Map<String, SecretBytes> secrets) {
    return new DeclaredSourceReader(
        account.connector(),
        http(account, secrets),
        budget(connection, account.connector()),
        new DeclaredSourceReader.Session(workspace, connection, account.settings(), longestFetch));
  }

  /// What a credential can see of an account. Blocks for a few requests.
  ///
  /// @param connection whose budget is used; a new id before there is a connection
  public Coverage probe(UUID connection, Account account, Map<String, SecretBytes> secrets) {
    Budget budget = budget(connection, account.connector());
    long deadline = System.nanoTime() + LONGEST_PROBE.toNanos();
    return new Probe(
            account.connector(),
            new Courier(
                http(account, secrets),
                budget,
                account.connector().patience(),
                Pace.SYSTEM,
                deadline),
            account.settings())
        .run();
  }

  /// What a connection may still send; empty if it has sent nothing since this server started.
  public Optional<FetchReport.Quota> quota(UUID connection) {
    return Optional.ofNullable(budgets.get(connection)).map(Budget::quota);
  }

  private Budget budget(UUID connection, ConnectorPlan connector) {
    Budget budget =
        budgets.computeIfAbsent(
            connection, _ -> new Budget(budgetInstead.orElse(connector.budget()), Pace.SYSTEM));
    if (gone.getIfPresent(connection) != null) {
      budgets.remove(connection);
      budget.end();
    }
    return budget;
  }

  private ReadHttp http(Account account, Map<String, SecretBytes> secrets) {
    Destination destination = account.connector().destination(account.base());
    Map<String, SecretBytes> values = new HashMap<>(secrets);
    account.settings().forEach((name, text) -> values.put(name, SecretBytes.ofText(text)));
    ConnectorPlan.Headers headers = account.connector().headers();
    Credential credential =
        Credential.boundTo(
            destination.origin(),
            filled(headers.credential(), values),
            filled(headers.body(), values));
    return new ReadHttp(client, destination, credential, headers.fixed());
  }

  // Filled anew for each request, and wiped when it was written.
  private static Map<String, Supplier<SecretBytes>> filled(
      Map<String, Template> templates, Map<String, SecretBytes> values) {
    Map<String, Supplier<SecretBytes>> filled = new HashMap<>();
    templates.forEach((name, template) -> filled.put(name, () -> template.with(values)));
    return filled;
  }

  /// Forgets a connection that is gone. Fetches that are under way send nothing more.
  public void forget(UUID connection) {
    gone.put(connection, true);
    Optional.ofNullable(budgets.remove(connection)).ifPresent(Budget::end);
  }
}
