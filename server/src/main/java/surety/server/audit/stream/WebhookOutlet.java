package surety.server.audit.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import surety.server.audit.stream.Sent.Accepted;
import surety.server.audit.stream.Sent.Failed;
import surety.server.egress.AnswerHeaders;
import surety.server.egress.Exchange;
import surety.server.egress.WebhookClient;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialUnavailable;
import surety.server.vault.CredentialVault;
import surety.server.workspace.WorkspaceScope;

/// Posts batches to a webhook, each signed.
///
/// The secret is opened for each batch and wiped. There is no entry for that: it would be sent with
/// the next batch and make another one. The entry of the day says that the stream's secret is in
/// use.
final class WebhookOutlet implements Outlet {

  private static final String TYPE = "application/x-ndjson";

  private final WebhookClient client;
  private final CredentialVault vault;
  private final WorkspaceScope scope;
  private final LogStream stream;
  private final Clock clock;

  WebhookOutlet(
      WebhookClient client,
      CredentialVault vault,
      WorkspaceScope scope,
      LogStream stream,
      Clock clock) {
    this.client = client;
    this.vault = vault;
    this.scope = scope;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public Sent send(Batch batch) {
    byte[] body = batch.body();
    long seconds = clock.instant().getEpochSecond();
    String signature;
    try {
      signature = signature(batch, seconds, body);
    } catch (CredentialUnavailable e) {
      return e.reason() == CredentialUnavailable.Reason.ROOT_KEY_UNAVAILABLE
          ? Failed.of(e.reason())
          : Failed.forGood(Pause.SECRET);
    }
    Map<String, String> headers =
        Map.of(
            "content-type",
            TYPE,
            "webhook-id",
            batch.id(),
            "webhook-timestamp",
            Long.toString(seconds),
            "webhook-signature",
            signature);
    return sent(client.post(stream.path(), headers, body));
  }

  private String signature(Batch batch, long seconds, byte[] body) {
    CredentialRef ref = Objects.requireNonNull(stream.credential(), "secret of a webhook");
    return vault.use(
        scope,
        ref,
        CredentialPurpose.LOG_STREAM,
        stream.boundHost(),
        secret -> WebhookSignature.of(secret, batch.id(), seconds, body));
  }

  private Sent sent(Exchange<Boolean> exchange) {
    return switch (exchange) {
      case Exchange.Answered<Boolean> _ -> new Accepted();
      case Exchange.Declined<Boolean>(int status, AnswerHeaders headers) ->
          new Failed(Obstacle.ofStatus(status), Pause.ofStatus(status), rest(headers));
      case Exchange.Refused<Boolean>(var refusal) -> Failed.of(refusal);
      case Exchange.Failed<Boolean>(var failure) -> Failed.of(failure);
    };
  }

  // In seconds; a date is understood by few and taken for nothing.
  private static Optional<Duration> rest(AnswerHeaders headers) {
    return headers
        .get("retry-after")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  @Override
  public void close() {
    client.close();
  }
}
