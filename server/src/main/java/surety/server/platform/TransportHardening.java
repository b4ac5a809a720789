package surety.server.platform;

/// Switches of the JDK's TLS that are read once, when its first class is loaded.
public final class TransportHardening {

  private TransportHardening() {}

  /// Sets them. Call it first in `main`, before anything can open a connection.
  public static void apply() {
    // A client that renegotiates over and over makes the server do the costly half of a handshake
    // each time.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }
}
