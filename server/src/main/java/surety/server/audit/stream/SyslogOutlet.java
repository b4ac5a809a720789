package surety.server.audit.stream;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import surety.server.audit.stream.Sent.Accepted;
import surety.server.audit.stream.Sent.Failed;
import surety.server.egress.Exchange;
import surety.server.egress.SyslogClient;

/// Sends batches to a syslog receiver, each over a connection of its own.
final class SyslogOutlet implements Outlet {

  private final SyslogClient client;
  private final String host;
  private final String stream;
  private final Clock clock;

  /// @param host of this server
  /// @param stream what the stream is called
  SyslogOutlet(SyslogClient client, String host, String stream, Clock clock) {
    this.client = client;
    this.host = host;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public Sent send(Batch batch) {
    Instant now = clock.instant();
    List<byte[]> messages =
        batch.lines().stream().map(line -> SyslogMessage.of(host, stream, line, now)).toList();
    return switch (client.send(messages)) {
      case Exchange.Answered<Boolean> _ -> new Accepted();
      case Exchange.Declined<Boolean>(int status, var _) ->
          new Failed(Obstacle.ofStatus(status), Optional.empty(), Optional.empty());
      case Exchange.Refused<Boolean>(var refusal) -> Failed.of(refusal);
      case Exchange.Failed<Boolean>(var failure) -> Failed.of(failure);
    };
  }

  @Override
  public void close() {}
}
