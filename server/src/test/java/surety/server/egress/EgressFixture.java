package surety.server.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import surety.server.egress.Call.Parameter;

/// Hosts and clients of one test, closed when it ends.
abstract class EgressFixture {

  static final EgressLimits SMALL =
      new EgressLimits(
          Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), 10_000, 3);

  private static final EgressLimits SHORT =
      new EgressLimits(
          Duration.ofSeconds(30), Duration.ofMillis(700), Duration.ofMillis(1500), 10_000, 3);

  static final List<ReadRule> READS =
      List.of(
          new ReadRule(new PathTemplate("/things"), Set.of("page", "size")),
          new ReadRule(new PathTemplate("/things/{id}/parts"), Set.of()));

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  <T extends AutoCloseable> T opened(T it) {
    open.add(it);
    return it;
  }

  EgressClient sandboxed() {
    return sandboxed(SMALL);
  }

  private EgressClient sandboxed(EgressLimits limits) {
    return opened(
        new EgressClient(EgressProfile.SANDBOX, NameResolver.SYSTEM, limits, new EveryHost()));
  }

  static String text(InputStream body) throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  Exchange<String> exchange(Call call, StandIn host) {
    return exchange(call, host, SMALL);
  }

  /// Waits a second and a half at most.
  Exchange<String> exchangeInHaste(Call call, StandIn host) {
    return exchange(call, host, SHORT);
  }

  private Exchange<String> exchange(Call call, StandIn host, EgressLimits limits) {
    Destination destination = Destination.at(URI.create(host.url() + "/v2"), READS);
    return sandboxed(limits)
        .exchange(call, destination, credential(destination), EgressFixture::text);
  }

  static Credential credential(Destination destination) {
    return Credential.boundTo(
        destination.origin(), Map.of("Authorization", "Bearer s3cret-credential"));
  }

  static Call get(String path, Parameter... query) {
    return Call.get(path, List.of(query));
  }
}
