package surety.translog;

import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import surety.translog.WitnessAnswer.Conflict;
import surety.translog.WitnessAnswer.Cosigned;
import surety.translog.WitnessAnswer.Refusal;
import surety.translog.WitnessAnswer.Refused;

/// A witness (C2SP tlog-witness): cosigns the checkpoints of logs that it knows, and of each log
/// only what grew out of what it cosigned before. Whoever runs one makes it impossible for the log
/// to show him one history and others another.
///
/// Several threads may use it if they may use its record.
public final class Witness {
  private final WitnessKey key;
  private final PrivateKey privateKey;
  private final Map<String, List<NoteKey>> logs = new HashMap<>();
  private final WitnessRecord kept;
  private final InstantSource clock;

  /// @param privateKey belongs to `key`
  /// @param logs keys of the logs; a log that changes its key has several
  /// @param kept remembers what was cosigned
  /// @param clock tells the time of the cosignatures
  public Witness(
      WitnessKey key,
      PrivateKey privateKey,
      List<NoteKey> logs,
      WitnessRecord kept,
      InstantSource clock) {
    this.key = key;
    this.privateKey = privateKey;
    this.kept = kept;
    this.clock = clock;
    logs.forEach(log -> this.logs.computeIfAbsent(log.name(), _ -> new ArrayList<>()).add(log));
  }

  /// Answers a request; the body is not trusted.
  ///
  /// @param body at most [AddCheckpoint#MOST_LENGTH] characters are read
  public WitnessAnswer addCheckpoint(String body) {
    AddCheckpoint request;
    Checkpoint checkpoint;
    try {
      request = AddCheckpoint.parse(body);
      checkpoint = Checkpoint.parse(request.checkpoint().text());
    } catch (IllegalArgumentException _) {
      return new Refused(Refusal.MALFORMED);
    }
    List<NoteKey> keys = logs.get(checkpoint.origin());
    if (keys == null) {
      return new Refused(Refusal.UNKNOWN_LOG);
    }
    if (keys.stream().noneMatch(request.checkpoint()::isSignedBy)) {
      return new Refused(Refusal.NOT_SIGNED);
    }
    return judge(request, checkpoint);
  }

  private WitnessAnswer judge(AddCheckpoint request, Checkpoint checkpoint) {
    if (request.old() > checkpoint.size()) {
      return new Refused(Refusal.OLD_IS_LARGER);
    }
    Optional<Checkpoint> last = kept.last(checkpoint.origin());
    long size = last.map(Checkpoint::size).orElse(0L);
    if (request.old() != size) {
      return new Conflict(size);
    }
    Hash root = last.map(Checkpoint::root).orElse(Hash.OF_NOTHING);
    if (size == checkpoint.size() && size > 0 && !root.equals(checkpoint.root())) {
      return new Conflict(size);
    }
    if (!isConsistent(root, request, checkpoint)) {
      return new Refused(Refusal.NOT_CONSISTENT);
    }
    // Another request may have come between; then nothing is signed.
    return kept.replace(last, checkpoint) ? cosigned(request) : conflict(checkpoint.origin());
  }

  private static boolean isConsistent(Hash root, AddCheckpoint request, Checkpoint checkpoint) {
    if (request.old() > 0) {
      return MerkleProof.consistent(
          root, request.old(), checkpoint.root(), checkpoint.size(), request.proof());
    }
    return request.proof().isEmpty()
        && (checkpoint.size() > 0 || checkpoint.root().equals(Hash.OF_NOTHING));
  }

  private WitnessAnswer conflict(String origin) {
    return new Conflict(kept.last(origin).map(Checkpoint::size).orElse(0L));
  }

  private WitnessAnswer cosigned(AddCheckpoint request) {
    String text = request.checkpoint().text();
    return new Cosigned(Cosignature.sign(text, key, privateKey, clock.instant()).line());
  }
}
