package surety.sandbox.model;

import com.sun.net.httpserver.HttpHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Both providers: what they are asked, how fast they answer, and what goes wrong. Safe for any
/// thread.
public final class ModelProviders {
  /// The key that both accept. It opens nothing else.
  public static final String KEY = "standin-key-opens-nothing";

  /// Answers in prose.
  public static final String MODEL = "standin-analyst";

  /// Makes vectors.
  public static final String EMBEDDING_MODEL = "standin-embedding";

  private static final int KEPT = 20_000;

  private final Deque<ModelCall> calls = new ArrayDeque<>();
  private final Deque<ModelFault> faults = new ArrayDeque<>();
  private volatile Pace pace = Pace.FAST;

  /// The latest 20,000 calls, oldest first. A call is there before it is answered.
  public List<ModelCall> calls() {
    synchronized (calls) {
      return new ArrayList<>(calls);
    }
  }

  /// Forgets the calls so far.
  public void clear() {
    synchronized (calls) {
      calls.clear();
    }
  }

  /// From the next call on, answers come at this pace.
  public void pace(Pace next) {
    pace = next;
  }

  /// Lets something go wrong; faults are used up in the order in which they were injected.
  public void inject(ModelFault fault) {
    synchronized (faults) {
      faults.add(fault);
    }
  }

  /// What answers below `/v1` of a provider.
  public HttpHandler handler(Provider provider, String prefix) {
    ModelApi api =
        switch (provider) {
          case OPENAI -> new OpenAiApi();
          case ANTHROPIC -> new AnthropicApi();
        };
    return new ModelFront(provider, prefix, api, this);
  }

  Pace pace() {
    return pace;
  }

  Optional<ModelFault> nextFault() {
    synchronized (faults) {
      return Optional.ofNullable(faults.poll());
    }
  }

  void add(ModelCall call) {
    synchronized (calls) {
      if (calls.size() == KEPT) {
        calls.removeFirst();
      }
      calls.add(call);
    }
  }
}
