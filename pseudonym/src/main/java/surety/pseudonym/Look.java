package surety.pseudonym;

/// What the second look found. Only a [ProvenBody] may leave.
public sealed interface Look permits ProvenBody, Leak, Unproven {}
