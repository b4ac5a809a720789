package surety.bench.micro;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
import surety.pseudonym.EventDialect;
import surety.pseudonym.EventRestorer;
import surety.pseudonym.TokenStyle;

/// Names put back into a streamed answer, event by event, each as OpenAI's protocol sends it, of
/// about four letters.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamOperations {
  /// Deltas of an answer.
  public static final int DELTAS = 2_000;

  private static final int LETTERS = 4;
  private static final int SENT = 8 << 10;

  private final List<byte[]> events = new ArrayList<>();
  private Conversation conversation =
      Conversation.begin(surety.pseudonym.Directory.builder().build(), TokenStyle.STABLE);

  /// Has a request replaced and an answer that repeats it.
  @Setup
  public void setUp() {
    Firm firm = new Firm(7, 10_000);
    conversation = Conversation.begin(firm.directory(), TokenStyle.STABLE);
    BusinessText written = new BusinessText(5, firm.entities());
    String answer = conversation.text(written.prose(SENT)).payload();
    events.clear();
    for (int i = 0; i < DELTAS; i++) {
      int from = i * LETTERS % (answer.length() - LETTERS);
      String delta = answer.substring(from, from + LETTERS);
      String event =
          "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
              + "\"model\":\"gpt-5\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
              + delta.replace("\n", "\\n")
              + "\"},\"finish_reason\":null}]}\n\n";
      events.add(event.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// A whole stream.
  @Benchmark
  public int deltas() {
    EventRestorer restorer = conversation.restoreEvents(EventDialect.CHAT_COMPLETIONS);
    int length = 0;
    for (byte[] event : events) {
      length += restorer.push(event).length;
    }
    return length + restorer.finish().length;
  }

  /// From nothing to the first text that a client can show.
  @Benchmark
  public int firstText() {
    EventRestorer restorer = conversation.restoreEvents(EventDialect.CHAT_COMPLETIONS);
    int length = 0;
    for (int i = 0; length == 0; i++) {
      length = restorer.push(events.get(i)).length;
    }
    return length;
  }
}
