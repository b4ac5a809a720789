package surety.server.egress;

import java.util.Optional;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// The egress gate with one rule missing.
final class GateFaults {

  private GateFaults() {}

  /// Lets any method through.
  @Fault(id = "any-method", control = "egress-gate", target = Gate.class, method = "refuse")
  static Optional<Refusal> anyMethod(
      Gate self, Call call, Destination destination, Credential credential) {
    return FaultSwitch.callOriginal(() -> self.refuse(call, destination, credential))
        .filter(refusal -> refusal != Refusal.METHOD_NOT_ALLOWED);
  }
}
