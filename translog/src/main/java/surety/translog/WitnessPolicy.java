package surety.translog;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import surety.translog.SignedNote.NoteSignature;

/// How many of which witnesses have to have cosigned a checkpoint. Signatures by others do not
/// matter.
///
/// A log that shows two histories needs `quorum` cosignatures on each, so a quorum of more than
/// half of the witnesses makes some honest witness sign both, which none does.
///
/// @param quorum from 0, which asks for none, to the number of witnesses
/// @param witnesses each with a name and a public key of its own
public record WitnessPolicy(int quorum, List<WitnessKey> witnesses) {

  /// Asks for no witness.
  public static final WitnessPolicy NONE = new WitnessPolicy(0, List.of());

  /// @throws IllegalArgumentException if there are too few witnesses, or one counts twice
  public WitnessPolicy {
    witnesses = List.copyOf(witnesses);
    if (quorum < 0 || quorum > witnesses.size()) {
      throw new IllegalArgumentException(
          "quorum: " + quorum + " (of " + witnesses.size() + " witnesses)");
    }
    Set<Object> distinct = new HashSet<>();
    for (WitnessKey witness : witnesses) {
      if (!distinct.add(witness.name()) || !distinct.add(witness.verifierKey().key())) {
        throw new IllegalArgumentException("a witness has a name and a key of its own");
      }
    }
  }

  /// The valid cosignatures of these witnesses.
  public List<Cosignature> cosignatures(SignedNote checkpoint) {
    return witnesses.stream()
        .map(witness -> Cosignature.of(checkpoint, witness))
        .flatMap(Optional::stream)
        .toList();
  }

  /// Whether enough of them cosigned.
  public boolean isMetBy(SignedNote checkpoint) {
    return cosignatures(checkpoint).size() >= quorum;
  }

  /// The checkpoint with what a witness answered to it. Lines that are not valid cosignatures of
  /// these witnesses are left out.
  ///
  /// @param lines signature lines
  /// @throws IllegalArgumentException if these are no signature lines
  public SignedNote add(SignedNote checkpoint, String lines) {
    SignedNote answered = checkpoint;
    for (NoteSignature line : SignedNote.parseSignatures(lines)) {
      SignedNote alone = new SignedNote(checkpoint.text(), List.of(line));
      if (!cosignatures(alone).isEmpty() && !answered.signatures().contains(line)) {
        answered = answered.with(line);
      }
    }
    return answered;
  }
}
