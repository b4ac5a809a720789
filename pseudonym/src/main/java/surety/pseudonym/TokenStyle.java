package surety.pseudonym;

/// What tokens look like. Both styles restore exactly.
public enum TokenStyle {
  /// `Client A`, `Project Alpha`, `Person B`: in the order of appearance in a conversation. For
  /// what
  /// people read.
  LABELS,
  /// `Client_K7MQX`: a function of the workspace's key and the entity's id, the same in every
  /// conversation. For calls whose prefix a provider caches.
  STABLE
}
