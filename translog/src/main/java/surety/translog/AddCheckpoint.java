package surety.translog;

import java.util.ArrayList;
import java.util.List;

/// What a log asks of a witness (C2SP tlog-witness, `add-checkpoint`): to cosign a checkpoint that
/// grew out of the one that it cosigned last.
///
/// @param old size of that one, or 0 if there was none
/// @param proof consistency from there, at most 63 hashes; none from size 0
/// @param checkpoint with the log's signature
public record AddCheckpoint(long old, List<Hash> proof, SignedNote checkpoint) {

  /// The most characters of a request.
  public static final int MOST_LENGTH = 1 << 16;

  private static final int MOST_HASHES = 63;
  private static final String OLD = "old ";

  /// Refuses more hashes than any proof has.
  public AddCheckpoint {
    proof = List.copyOf(proof);
    TreeSize.require(old);
    if (proof.size() > MOST_HASHES) {
      throw new IllegalArgumentException("hashes of the proof: " + proof.size());
    }
  }

  /// Reads the body of a request.
  ///
  /// @throws IllegalArgumentException if it is none
  public static AddCheckpoint parse(String body) {
    int end = body.indexOf("\n\n");
    if (body.length() > MOST_LENGTH || end < 0 || !body.startsWith(OLD)) {
      throw new IllegalArgumentException("a request has an old size, a proof and a checkpoint");
    }
    String[] head = body.substring(0, end).split("\n", -1);
    List<Hash> proof = new ArrayList<>();
    for (int i = 1; i < head.length; i++) {
      proof.add(Hash.fromBase64(head[i]));
    }
    return new AddCheckpoint(
        TreeSize.parse(head[0].substring(OLD.length())),
        proof,
        SignedNote.parse(body.substring(end + 2)));
  }

  /// The body of the request.
  public String encoded() {
    StringBuilder body = new StringBuilder(OLD).append(old).append('\n');
    proof.forEach(hash -> body.append(hash.base64()).append('\n'));
    return body.append('\n').append(checkpoint.encoded()).toString();
  }
}
