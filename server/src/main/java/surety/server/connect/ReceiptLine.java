package surety.server.connect;

import java.time.Instant;
import java.util.UUID;

/// A receipt as the list of disconnected systems shows it.
///
/// @param connector id of the connector
public record ReceiptLine(UUID id, String label, String connector, Instant endedAt) {}
