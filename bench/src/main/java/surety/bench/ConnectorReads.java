package surety.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import surety.bench.vendor.VendorAccount;
import surety.envelope.SecretBytes;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.SourceReader;
import surety.server.connect.SourceRecord;
import surety.server.connect.engine.BudgetPlan;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Sources;
import surety.server.egress.EgressClient;
import surety.server.workspace.WorkspaceScope;

/// The same list of one vendor, read through its connector and read by hand, in turns.
///
/// Both read one page after the other: the connector has a budget of one request at a time.
final class ConnectorReads {

  private static final BudgetPlan ONE_BY_ONE =
      new BudgetPlan(List.of(new BudgetPlan.Window(1_000_000, Duration.ofSeconds(1))), 1);
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final VendorAccount account;
  private final URI base;
  private final SourceReader reader;
  private final AuditHandle audit;

  ConnectorReads(BenchServer server, WorkspaceScope scope, ConnectorPlan connector, int port) {
    this.account = VendorAccount.of(connector.id());
    this.base =
        URI.create(
            "http://127.0.0.1:" + port + "/" + connector.id() + connector.path(account.settings()));
    UUID connection = UUID.randomUUID();
    Map<String, SecretBytes> secrets = new HashMap<>();
    account.secrets().forEach((name, text) -> secrets.put(name, SecretBytes.ofText(text)));
    this.reader =
        new Sources(server.bean(EgressClient.class), Duration.ofMinutes(5), Optional.of(ONE_BY_ONE))
            .open(
                scope.workspace(),
                connection,
                new Sources.Account(connector, base, account.settings()),
                secrets);
    this.audit =
        server
            .bean(AccessLog.class)
            .record(scope, account.fetch().access(connection, FetchRange.all()));
  }

  Fetch fetch() {
    return account.fetch();
  }

  /// What a turn took.
  ///
  /// @param perSecond records in a second
  /// @param processorMicros processor time of this process for a record
  record Turn(double perSecond, double processorMicros) {}

  /// The medians of all turns.
  record Result(Turn connector, Turn byHand) {}

  private interface Reading {
    int read(Consumer<? super SourceRecord> into) throws Exception;
  }

  private int throughConnector(Consumer<? super SourceRecord> into) {
    FetchReport report =
        switch (fetch()) {
          case PROJECTS -> reader.fetchProjects(audit, FetchRange.all(), into);
          case INVOICES -> reader.fetchInvoices(audit, FetchRange.all(), into);
          case TIME_ENTRIES -> reader.fetchTimeEntries(audit, FetchRange.all(), into);
          case PEOPLE -> reader.fetchPeople(audit, FetchRange.all(), into);
          case DEALS -> reader.fetchDeals(audit, FetchRange.all(), into);
          case BOOKINGS -> reader.fetchBookings(audit, FetchRange.all(), into);
        };
    if (!report.isComplete()) {
      throw new IllegalStateException("not complete: " + report);
    }
    return report.requests();
  }

  private int byHand(Consumer<? super SourceRecord> into) throws Exception {
    return account.readByHand(base, into);
  }

  /// Reads once each way, and requires that both come to the same records with as many requests.
  ///
  /// @return how many records there are
  int requireSame() throws Exception {
    List<SourceRecord> own = new ArrayList<>();
    List<SourceRecord> others = new ArrayList<>();
    int requests = throughConnector(own::add);
    int requestsByHand = byHand(others::add);
    Set<SourceRecord> rest = new HashSet<>(own);
    others.forEach(rest::remove);
    if (own.size() != others.size() || !rest.isEmpty() || requests != requestsByHand) {
      throw new IllegalStateException(
          "%s: %d records with %d requests, by hand %d with %d; %d differ"
              .formatted(
                  base.getPath(),
                  own.size(),
                  requests,
                  others.size(),
                  requestsByHand,
                  rest.size()));
    }
    return own.size();
  }

  /// Reads in turns until both are warm, and then in turns that count.
  ///
  /// @param warm how long each reads before
  /// @param turn how long a turn takes at least; it ends with a whole read
  Result measure(Duration warm, Duration turn, int turns) throws Exception {
    for (int i = 0; i < 3; i++) {
      turn(this::throughConnector, warm.dividedBy(3));
      turn(this::byHand, warm.dividedBy(3));
    }
    Turn[] own = new Turn[turns];
    Turn[] others = new Turn[turns];
    for (int i = 0; i < turns; i++) {
      own[i] = turn(this::throughConnector, turn);
      others[i] = turn(this::byHand, turn);
    }
    return new Result(median(own), median(others));
  }

  private static Turn turn(Reading reading, Duration least) throws Exception {
    long[] records = {0};
    long processor = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    long took;
    do {
      reading.read(_ -> records[0]++);
      took = System.nanoTime() - start;
    } while (took < least.toNanos());
    double micros = (PROCESS.getProcessCpuTime() - processor) / 1e3;
    return new Turn(records[0] * 1e9 / took, micros / records[0]);
  }

  private static Turn median(Turn[] turns) {
    double[] rates = Arrays.stream(turns).mapToDouble(Turn::perSecond).sorted().toArray();
    double[] micros = Arrays.stream(turns).mapToDouble(Turn::processorMicros).sorted().toArray();
    return new Turn(rates[rates.length / 2], micros[micros.length / 2]);
  }
}
