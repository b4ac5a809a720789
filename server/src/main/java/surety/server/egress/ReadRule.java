package surety.server.egress;

import java.util.Arrays;
import java.util.Set;

/// One read that a destination allows: a path with no other parameters than these.
///
/// @param place where the parameters stand
public record ReadRule(PathTemplate path, Set<String> parameters, Place place) {

  /// Where the parameters of a read stand.
  public enum Place {
    /// In the query of a GET.
    QUERY,
    /// In the body of a [ReadPost].
    BODY
  }

  /// Copies the names.
  ///
  /// @throws IllegalArgumentException if a name is one that no call may carry
  public ReadRule {
    parameters = Set.copyOf(parameters);
    if (parameters.stream().anyMatch(ReadRule::isForbidden)) {
      throw new IllegalArgumentException("a declared parameter is forbidden");
    }
  }

  /// A GET.
  ///
  /// @throws IllegalArgumentException if a name is one that no call may carry
  public ReadRule(PathTemplate path, Set<String> parameters) {
    this(path, parameters, Place.QUERY);
  }

  /// Whether a name, or a part of one with dots, is one that no call may carry.
  public static boolean isForbidden(String name) {
    return ForbiddenNames.isForbiddenParameter(name)
        || Arrays.stream(name.split("\\.", -1)).anyMatch(ForbiddenNames::isForbiddenParameter);
  }
}
