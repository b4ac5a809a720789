package surety.server.egress;

/// The names under which this machine reaches itself.
final class Loopback {

  private Loopback() {}

  static boolean isName(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("::1")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
