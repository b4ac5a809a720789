package surety.server.connect;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Connection.State;
import surety.server.connect.Coverage.Reach;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.engine.ConnectorPlan;

/// A connection as its pages show it.
///
/// @param badge the style of the state
/// @param error what went wrong last, a sentence
/// @param quota what is left of our share of the vendor's rate limit, null while nothing was sent
/// @param readOnlyBy `vendor scope` or `our filter`
public record ConnectionView(
    UUID id,
    String label,
    String vendor,
    String account,
    String host,
    String state,
    String badge,
    @Nullable String error,
    @Nullable String quota,
    String readOnlyBy,
    String readOnlyHow,
    boolean vendorKeepsToReads,
    @Nullable Instant lastSuccess,
    Instant createdAt,
    @Nullable Instant rotatedAt,
    Instant testedAt,
    List<CoverageLine> coverage) {

  static ConnectionView of(
      Connection connection, Optional<ConnectorPlan> plan, Optional<FetchReport.Quota> quota) {
    return new ConnectionView(
        connection.id(),
        connection.label(),
        plan.map(ConnectorPlan::name).orElse(connection.connector()),
        connection.account(),
        connection.host(),
        connection.state().label(),
        badge(connection.state()),
        connection.lastError().map(ConnectionView::sentence).orElse(null),
        quota.map(ConnectionView::quota).orElse(null),
        connection.vendorKeepsToReads() ? "vendor scope" : "our filter",
        plan.map(it -> it.readOnly().how()).orElse(""),
        connection.vendorKeepsToReads(),
        connection.lastSuccess().orElse(null),
        connection.createdAt(),
        connection.rotatedAt().orElse(null),
        connection.testedAt(),
        lines(connection, plan));
  }

  private static String badge(State state) {
    return switch (state) {
      case READY -> "ok";
      case REFUSED -> "bad";
      case FAILING -> "warn";
    };
  }

  private static String sentence(String code) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.name().equals(code))
        .map(Reason::sentence)
        .findFirst()
        .orElse("The source cannot be read.");
  }

  private static String quota(FetchReport.Quota quota) {
    return "%d of %d requests left in %d s"
        .formatted(quota.remaining(), quota.limit(), quota.window().toSeconds());
  }

  private static List<CoverageLine> lines(Connection connection, Optional<ConnectorPlan> plan) {
    return Arrays.stream(Fetch.values())
        .map(
            fetch ->
                CoverageLine.of(
                    fetch,
                    connection.coverage().getOrDefault(fetch, Reach.FAILED),
                    plan.map(it -> it.capabilities().of(fetch).note()).orElse("")))
        .toList();
  }
}
