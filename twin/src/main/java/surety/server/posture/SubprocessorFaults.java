package surety.server.posture;

import java.util.List;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// A public list that leaves somebody out.
final class SubprocessorFaults {

  private SubprocessorFaults() {}

  /// Leaves the first one out.
  @Fault(
      id = "list-omits-one",
      control = "subprocessor-list",
      target = Subprocessors.class,
      method = "list")
  static List<Subprocessors.Entry> omitsOne(Subprocessors self) {
    List<Subprocessors.Entry> all = FaultSwitch.callOriginal(self::list);
    return all.subList(1, all.size());
  }
}
