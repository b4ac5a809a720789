package surety.clients;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.model.ModelCall;
import surety.sandbox.model.ModelProviders;
import surety.sandbox.model.Provider;

/// The stand-ins themselves.
final class StandIn implements Place {
  private @Nullable SandboxServer sandbox;

  @Override
  public void start() throws IOException {
    sandbox = SandboxServer.start(SandboxOptions.of(LocalDate.of(2026, 3, 18)));
  }

  @Override
  public SandboxServer sandbox() {
    return Optional.ofNullable(sandbox).orElseThrow();
  }

  @Override
  public String baseUrl(Provider provider) {
    return switch (provider) {
      case OPENAI -> sandbox().openaiBaseUrl().toString();
      case ANTHROPIC -> sandbox().anthropicBaseUrl().toString();
    };
  }

  @Override
  public String key() {
    return ModelProviders.KEY;
  }

  @Override
  public String first() {
    return "Client A";
  }

  @Override
  public String second() {
    return "Client B";
  }

  @Override
  public Trust trust() {
    return Trust.usual();
  }

  @Override
  public void check(ModelCall call) {
    // Whatever a client sends straight to the stand-in is right.
  }

  @Override
  public void close() {
    sandbox().close();
  }
}
