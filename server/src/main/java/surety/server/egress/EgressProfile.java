package surety.server.egress;

/// What the client may reach.
public enum EgressProfile {
  /// HTTPS to public addresses only.
  PRODUCTION,
  /// As production, and also plain HTTP to this machine's loopback addresses, where the stand-ins
  /// listen.
  SANDBOX
}
