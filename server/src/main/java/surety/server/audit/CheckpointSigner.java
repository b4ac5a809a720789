package surety.server.audit;

import java.util.List;
import surety.translog.Checkpoint;
import surety.translog.NoteKey;
import surety.translog.SignedNote;

/// Signs checkpoints of logs in this server's name.
public interface CheckpointSigner {

  /// Signs with the key in force.
  SignedNote sign(Checkpoint checkpoint);

  /// The keys that signed, the one in force last, under the name that a log has as its origin.
  List<NoteKey> keys(String origin);
}
