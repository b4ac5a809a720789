package surety.pseudonym.command;

import java.util.List;

/// The two commands as a program. It needs no server; it is run by `./surety`, or by
/// `java -cp pseudonym.jar surety.pseudonym.command.Main pseudonymize ...`.
///
/// The exit status is 0 if the output was written and nothing is wrong with it; 1 if the second
/// look
/// found a name and 3 if it could not tell; 2 if the command, a file or the input is wrong; 4 if
/// something does not come back although `--strict` asks for it. Except with `--allow-unproven`,
/// nothing was written if it is not 0.
public final class Main {
  private Main() {}

  /// Runs the command and ends the process.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), Streams.ofProcess()));
  }

  private static int run(List<String> arguments, Streams streams) {
    try {
      Options options = Options.parse(arguments);
      return options.verb().equals("restore")
          ? new Restore(options, streams).run()
          : new Pseudonymize(options, streams).run();
    } catch (Stop stop) {
      streams.note(String.valueOf(stop.getMessage()));
      return stop.status();
    } catch (OutOfMemoryError e) {
      streams.note("not enough memory for this input; nothing was written");
      return Stop.WRONG;
    }
  }
}
