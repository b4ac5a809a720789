package surety.server.posture.run;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import surety.server.ai.provider.Dialect;
import surety.server.posture.probe.RecordingProvider;
import surety.server.posture.probe.RecordingVendor.Request;

/// A provider whose request log, which the target wrote by calling, is remembered.
record WitnessedProvider(RecordingProvider provider, Witness witness) implements RecordingProvider {

  @Override
  public String base(Dialect form) {
    return provider.base(form);
  }

  @Override
  public String key() {
    return provider.key();
  }

  @Override
  public void says(UnaryOperator<String> words) {
    provider.says(words);
  }

  @Override
  public List<Request> requests(Instant since) {
    List<Request> requests = provider.requests(since);
    requests.forEach(witness::saw);
    return requests;
  }
}
