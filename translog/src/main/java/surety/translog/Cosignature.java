package surety.translog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import surety.translog.SignedNote.NoteSignature;

/// A witness's statement that at this time the checkpoint was the largest that it had seen of the
/// log, and that it grew out of every one before (C2SP tlog-cosignature, `cosignature/v1`). It says
/// nothing about the checkpoint's extension lines.
///
/// @param witness who says so
/// @param time by the witness's clock, in whole seconds
public record Cosignature(WitnessKey witness, Instant time) {

  /// Makes the signature line of a checkpoint's text.
  ///
  /// @param privateKey belongs to `witness`
  static NoteSignature sign(String text, WitnessKey witness, PrivateKey privateKey, Instant time) {
    long seconds = time.getEpochSecond();
    if (seconds < 0) {
      throw new IllegalArgumentException("a cosignature is not made before 1970");
    }
    byte[] signature = Ed25519.sign(privateKey, message(text, seconds));
    ByteBuffer stamped = ByteBuffer.allocate(Long.BYTES + signature.length);
    stamped.putLong(seconds).put(signature);
    return NoteSignature.of(witness.verifierKey(), stamped.array());
  }

  /// The latest valid cosignature of this witness on a checkpoint.
  public static Optional<Cosignature> of(SignedNote checkpoint, WitnessKey witness) {
    return checkpoint
        .signaturesBy(witness.verifierKey())
        .filter(stamped -> isValid(checkpoint.text(), witness, stamped))
        .map(stamped -> ByteBuffer.wrap(stamped).getLong())
        .max(Comparator.naturalOrder())
        .map(seconds -> new Cosignature(witness, Instant.ofEpochSecond(seconds)));
  }

  private static boolean isValid(String text, WitnessKey witness, byte[] stamped) {
    if (stamped.length != Long.BYTES + Ed25519.SIGNATURE_BYTES) {
      return false;
    }
    long seconds = ByteBuffer.wrap(stamped).getLong();
    return seconds >= 0
        && seconds <= Instant.MAX.getEpochSecond()
        && witness
            .verifierKey()
            .verifies(
                message(text, seconds), Arrays.copyOfRange(stamped, Long.BYTES, stamped.length));
  }

  private static byte[] message(String text, long seconds) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }
}
