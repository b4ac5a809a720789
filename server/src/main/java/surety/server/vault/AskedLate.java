package surety.server.vault;

import java.util.function.Supplier;
import surety.envelope.KeyRing;
import surety.envelope.RootKeyProvider;

/// A place that is not reached for before its keys are needed: a key service may be gone once
/// nothing is wrapped by it.
record AskedLate(Supplier<RootKeyProvider> provider) implements RootKeyProvider {

  @Override
  public KeyRing load() {
    return provider.get().load();
  }

  @Override
  public boolean exists() {
    return provider.get().exists();
  }

  @Override
  public String origin() {
    return provider.get().origin();
  }
}
