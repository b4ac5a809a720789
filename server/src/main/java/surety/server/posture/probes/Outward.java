package surety.server.posture.probes;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import surety.server.egress.Call;
import surety.server.egress.Credential;
import surety.server.egress.Destination;
import surety.server.egress.EgressClient;
import surety.server.egress.Exchange;
import surety.server.egress.PathTemplate;
import surety.server.egress.ReadRule;
import surety.server.egress.Refusal;
import surety.server.posture.probe.ProbeRun;

/// Sends declared reads through the client that serves customers.
final class Outward {

  private static final String PATH = "/v2/projects";

  private final EgressClient client;

  Outward(EgressClient client) {
    this.client = client;
  }

  /// Reads one path of a host.
  Exchange<byte[]> read(URI host, String path, String secret, Map<String, String> headers) {
    List<ReadRule> reads = List.of(new ReadRule(new PathTemplate(path), Set.of()));
    Destination destination = Destination.at(host.resolve("/"), reads);
    Credential credential =
        Credential.boundTo(destination.origin(), Map.of("Authorization", "Bearer " + secret));
    Call call = new Call("GET", path, List.of(), headers);
    return client.exchange(call, destination, credential, InputStream::readAllBytes);
  }

  /// Reads the path that all hosts of a rehearsal answer.
  Exchange<byte[]> read(URI host, String secret) {
    return read(host, PATH, secret, Map.of());
  }

  /// Shows that the vendor, which is listed and in order, is reached in the same way, and that the
  /// nonce arrives there.
  void control(ProbeRun run) {
    Instant since = Instant.now();
    String mark = run.nonce() + "-allowed";
    boolean answered =
        read(
                URI.create(run.vendor().url()),
                PATH,
                run.vendor().token(),
                Map.of(SourceWrites.MARK, mark))
            instanceof Exchange.Answered<byte[]>;
    boolean arrived =
        run.vendor().requests(since).stream().anyMatch(it -> it.headers().containsValue(mark));
    run.control("a host in order is reached", answered && arrived);
    run.echo(mark.getBytes(StandardCharsets.US_ASCII));
  }

  static boolean isRefused(Exchange<byte[]> answer, Refusal reason) {
    return answer.equals(new Exchange.Refused<byte[]>(reason));
  }
}
