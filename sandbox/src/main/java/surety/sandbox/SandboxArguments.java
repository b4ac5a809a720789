package surety.sandbox;

/// The command line, read.
record SandboxArguments(int port, long seed, int latencyMillis, boolean rateLimits, boolean help) {

  /// @throws IllegalArgumentException naming the option that is unknown or has a bad value
  static SandboxArguments parse(String[] arguments) {
    int port = 0;
    long seed = 1;
    int latency = 0;
    boolean limits = false;
    boolean help = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--port" -> port = (int) number(arguments, ++i, 65_535);
        case "--seed" -> seed = number(arguments, ++i, Integer.MAX_VALUE);
        case "--latency" -> latency = (int) number(arguments, ++i, 60_000);
        case "--rate-limits" -> limits = true;
        case "--help", "-h" -> help = true;
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    return new SandboxArguments(port, seed, latency, limits, help);
  }

  private static long number(String[] arguments, int at, long most) {
    String text = at < arguments.length ? arguments[at] : "";
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > most) {
      String option = arguments[at - 1];
      throw new IllegalArgumentException(option + " needs a number from 0 to " + most);
    }
    return Long.parseLong(text);
  }
}
