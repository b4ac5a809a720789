package surety.server.insight.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import surety.sandbox.Firm;
import surety.sandbox.Vendor;
import surety.server.insight.ConnectedFirm;
import surety.server.insight.ConnectedFirm.Shown;

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
      super(CONNECTED.seenBy(Vendor.PRODUCTIVE), CONNECTED.shown(Vendor.PRODUCTIVE).figures());
    }
  }

  @Nested
  class FromHarvest extends RecomputationRules {
    FromHarvest() {
      super(CONNECTED.seenBy(Vendor.HARVEST), CONNECTED.shown(Vendor.HARVEST).figures());
    }
  }

  /// A PSA, a CRM and an accounting system that all have people, deals and invoices of the firm.
  @Nested
  class FromThreeVendors extends RecomputationRules {

    private static final Shown SHOWN =
        CONNECTED.shown(Vendor.PRODUCTIVE, Vendor.PIPEDRIVE, Vendor.XERO);

    FromThreeVendors() {
      super(together(), SHOWN.figures());
    }

    @Test
    void the_page_tells_which_system_counts_and_what_is_in_more_than_one() {
      long numbered =
          CONNECTED.seenBy(Vendor.PRODUCTIVE).invoices().stream()
              .filter(invoice -> invoice.number() != null)
              .count();
      assertThat(SHOWN.page())
          .contains("Invoices: Our xero, then", "Deals: Our pipedrive.")
          .contains("Our productive, invoices: " + "%,d also".formatted(numbered))
          .contains("also in Our xero, and counted once, as Our xero has them.")
          .contains("Which system counts");
    }
  }

  // Invoices and deals of the one firm, with the chances that the CRM knows. Which project an
  // invoice falls on, the PSA alone knows.
  private static Firm together() {
    Firm psa = CONNECTED.seenBy(Vendor.PRODUCTIVE);
    Firm crm = CONNECTED.seenBy(Vendor.PIPEDRIVE);
    return new Firm(
        psa.name(),
        psa.homeCurrency(),
        psa.today(),
        psa.exchangeRates(),
        psa.clients(),
        psa.contacts(),
        psa.people(),
        psa.projects(),
        psa.budgets(),
        psa.services(),
        psa.timeEntries(),
        psa.runningTimers(),
        psa.invoices(),
        psa.stages(),
        crm.deals(),
        psa.events(),
        psa.bookings(),
        psa.canaries());
  }
}
