package surety.server.posture.run;

import java.time.Instant;
import java.util.List;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult.Cases;

/// All that is kept of one run, redacted, as it goes into evidence.
///
/// @param probe the probe's id
/// @param probeDigest the SHA-256 of its code, in hexadecimal
/// @param populationHow how the cases were found
/// @param observations what was measured
/// @param transcript attacks that succeeded or were unclear and controls that did not hold
/// @param redactions what was left out, and how often
public record RunReport(
    String probe,
    String probeDigest,
    Nonce nonce,
    Verdict verdict,
    Cases cases,
    String populationHow,
    Instant startedAt,
    Instant endedAt,
    List<Measured> observations,
    List<String> transcript,
    List<String> redactions) {

  /// Copies the lists.
  public RunReport {
    observations = List.copyOf(observations);
    transcript = List.copyOf(transcript);
    redactions = List.copyOf(redactions);
  }

  /// What came of it.
  public Outcome outcome() {
    return verdict.outcome();
  }
}
