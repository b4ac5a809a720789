package surety.server.posture.command;

import java.io.PrintStream;
import java.util.List;

/// Runs the operator's command without ending the process.
public final class ProveCommandRun {

  private ProveCommandRun() {}

  /// Its exit status.
  public static int run(List<String> arguments, PrintStream out) {
    return ProveCommand.run(arguments, out, out);
  }
}
