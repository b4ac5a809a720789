package surety.server.egress;

import java.util.Set;

/// One read that a destination allows: GET of a path with no other parameters than these.
public record ReadRule(PathTemplate path, Set<String> parameters) {

  /// Copies the names.
  ///
  /// @throws IllegalArgumentException if a name is one that no call may carry
  public ReadRule {
    parameters = Set.copyOf(parameters);
    if (parameters.stream().anyMatch(ForbiddenNames::isForbiddenParameter)) {
      throw new IllegalArgumentException("a declared parameter is forbidden");
    }
  }
}
