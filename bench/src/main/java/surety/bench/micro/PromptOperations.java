package surety.bench.micro;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import surety.bench.pseudonym.BusinessText;
import surety.bench.pseudonym.Firm;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.Look;
import surety.pseudonym.Outgoing;
import surety.pseudonym.SecondLook;
import surety.pseudonym.TokenKey;
import surety.pseudonym.TokenStyle;

/// What one chat request of 32 KB waits for: replaced, written and searched again in a new
/// conversation of a workspace with 10,000 entities.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PromptOperations {
  private static final int LENGTH = 32 << 10;

  /// A workspace has one key, so that its tokens are the same in every conversation.
  private static final TokenKey KEY = TokenKey.of(new byte[32]);

  private Directory directory = Directory.builder().build();
  private SecondLook look = SecondLook.of(directory);
  private String chat = "";

  /// Makes up firm and request.
  @Setup
  public void setUp() {
    Firm firm = new Firm(7, 10_000);
    directory = firm.directory();
    look = SecondLook.of(directory);
    chat = new BusinessText(5, firm.entities()).chat(LENGTH);
  }

  /// The request, up to the proof.
  @Benchmark
  public Look prompt() {
    String body = Conversation.begin(directory, TokenStyle.STABLE, KEY).chat(chat).payload();
    return look.look(
        Outgoing.of(
            "/v1/chat/completions",
            Map.of("content-type", "application/json"),
            body.getBytes(StandardCharsets.UTF_8)));
  }
}
