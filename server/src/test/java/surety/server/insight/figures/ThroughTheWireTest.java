package surety.server.insight.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import surety.sandbox.Vendor;
import surety.server.insight.ConnectedFirm;

/// The made-up firm read from its vendors by the real connectors, in a running server.
class ThroughTheWireTest {

  private static final ConnectedFirm CONNECTED = start();

  private static ConnectedFirm start() {
    try {
      return ConnectedFirm.start(7);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    CONNECTED.close();
  }

  @Nested
  class FromProductive extends RecomputationRules {
    FromProductive() {
      super(CONNECTED.seenBy(Vendor.PRODUCTIVE), CONNECTED.figures(Vendor.PRODUCTIVE));
    }
  }

  @Nested
  class FromHarvest extends RecomputationRules {
    FromHarvest() {
      super(CONNECTED.seenBy(Vendor.HARVEST), CONNECTED.figures(Vendor.HARVEST));
    }
  }
}
