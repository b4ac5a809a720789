package surety.server.posture.view;

import java.time.Instant;
import java.util.List;

/// A run that failed or proved nothing.
///
/// @param seq its place in the ledger
/// @param outcome FAIL or INVALID
public record Failure(
    long seq, String probe, List<String> claims, String outcome, String reason, Instant at) {

  public Failure {
    claims = List.copyOf(claims);
  }
}
