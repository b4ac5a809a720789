package surety.server.connect.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.server.connect.FetchRange;

/// One sandbox for the tests about faults; it ends with the test run.
abstract class FaultySandbox {

  static final FetchRange ALL = FetchRange.all();
  static final SandboxServer SANDBOX = sandbox();

  private static SandboxServer sandbox() {
    try {
      return SandboxServer.start(SandboxOptions.of(Firm.generate(3, LocalDate.of(2026, 6, 30))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void calm() {
    SANDBOX.clearFaults();
    SANDBOX.clearRequests();
  }
}
