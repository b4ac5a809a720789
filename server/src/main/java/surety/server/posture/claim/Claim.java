package surety.server.posture.claim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import surety.evidence.ClaimKind;
import surety.evidence.Severity;

/// A promise.
///
/// @param id such as `PL-02`
/// @param sentence what the public page says
/// @param control the mechanism that keeps it
/// @param probes who tries to break it, all of which must fail to; empty if it is attested
/// @param attestation the id of the signed word that it rests on instead
/// @param minimumCases a run with fewer proves nothing
/// @param unproven why it cannot be shown yet
public record Claim(
    String id,
    String sentence,
    ClaimKind kind,
    Severity severity,
    String control,
    List<String> probes,
    Optional<String> attestation,
    int minimumCases,
    Optional<String> unproven) {

  /// Copies the list.
  public Claim {
    probes = List.copyOf(probes);
  }

  /// The SHA-256 of the sentence, in hexadecimal: evidence is for these words and no others.
  public String digest() {
    try {
      byte[] bytes = sentence.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
