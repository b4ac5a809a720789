package surety.server.platform;

import surety.twin.Fault;

/// Java's TLS as it is without switches.
final class HardeningFaults {

  private HardeningFaults() {}

  /// Lets clients renegotiate.
  @Fault(
      id = "renegotiation-on",
      control = "transport-https",
      target = TransportHardening.class,
      method = "apply",
      atStart = true)
  static void soft() {
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "false");
  }
}
