package surety.server.connect;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import surety.server.connect.Coverage.Reach;
import surety.server.vault.CredentialRef;

/// A connected system, as far as it may be shown.
///
/// @param connector id of the connector
/// @param label what the members call it
/// @param baseUrl where the vendor's paths begin
/// @param host what the credential is bound to
/// @param account which account of the vendor
/// @param settings form fields that are no secrets
/// @param vendorKeepsToReads true if the vendor itself refuses writes, false if only our filter
///     does
/// @param lastError code of what went wrong last, empty while all is well
/// @param coverage how far each fetch could be read at the last test
public record Connection(
    UUID id,
    String connector,
    String label,
    URI baseUrl,
    String host,
    String account,
    Map<String, String> settings,
    CredentialRef credential,
    boolean vendorKeepsToReads,
    State state,
    Optional<String> lastError,
    Optional<Instant> lastSuccess,
    Map<Fetch, Reach> coverage,
    Instant testedAt,
    Instant createdAt,
    Optional<Instant> rotatedAt) {

  /// How a connection is doing.
  public enum State {
    /// The last fetch went through.
    READY("Ready"),
    /// The source refused the credential.
    REFUSED("Credential refused"),
    /// The source cannot be read for another reason.
    FAILING("Failing");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /// The words that people read.
    public String label() {
      return label;
    }
  }

  /// Copies the maps.
  public Connection {
    settings = Map.copyOf(settings);
    coverage = Map.copyOf(coverage);
  }
}
