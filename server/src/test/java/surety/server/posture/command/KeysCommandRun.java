package surety.server.posture.command;

import java.io.PrintStream;
import java.util.List;

/// Runs `./surety keys` without ending the process.
public final class KeysCommandRun {

  private KeysCommandRun() {}

  /// Its exit status.
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return KeysCommand.run(arguments, false, out, err);
  }
}
