package surety.server.connect;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A receipt as the list of disconnected systems shows it.
///
/// @param system the vendor's name; the connector's id where nobody knows the connector any more
public record ReceiptLine(UUID id, String label, String system, Instant endedAt) {

  ReceiptLine of(Optional<String> vendor) {
    return new ReceiptLine(id, label, vendor.orElse(system), endedAt);
  }
}
