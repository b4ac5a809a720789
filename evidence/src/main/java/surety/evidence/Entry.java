package surety.evidence;

import java.util.List;
import surety.evidence.Statement.Subject;

/// What one entry of the ledger says.
public sealed interface Entry
    permits Claim,
        BuildInForce,
        ProbeResult,
        NegativeControl,
        Attestation,
        AttestationApproval,
        CounterEvidence,
        CounterEvidenceClosed,
        RiskAccepted,
        Withdrawal,
        KeyRotation {

  /// The short name of its predicate type.
  String name();

  /// What it speaks of.
  List<Subject> subjects();

  /// What it says, without its place in the ledger.
  JsonObject predicate();

  /// Reads an entry.
  ///
  /// @throws JsonInvalid if it is none, or a member is missing or of another form
  static Entry of(Statement statement) {
    JsonObject predicate = statement.predicate();
    try {
      return switch (statement.name()) {
        case Claim.NAME -> Claim.of(predicate);
        case BuildInForce.NAME -> BuildInForce.of(predicate);
        case ProbeResult.NAME -> ProbeResult.of(statement.subjects(), predicate);
        case NegativeControl.NAME -> NegativeControl.of(predicate);
        case Attestation.NAME -> Attestation.of(predicate);
        case AttestationApproval.NAME -> AttestationApproval.of(predicate);
        case CounterEvidence.NAME -> CounterEvidence.of(predicate);
        case CounterEvidenceClosed.NAME -> CounterEvidenceClosed.of(predicate);
        case RiskAccepted.NAME -> RiskAccepted.of(predicate);
        case Withdrawal.NAME -> Withdrawal.of(predicate);
        case KeyRotation.NAME -> KeyRotation.of(predicate);
        default -> throw new JsonInvalid("predicateType is none of the ledger's");
      };
    } catch (IllegalArgumentException e) {
      throw e instanceof JsonInvalid invalid
          ? invalid
          : new JsonInvalid(String.valueOf(e.getMessage()));
    }
  }
}
