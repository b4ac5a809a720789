package surety.server.connect.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import surety.server.connect.engine.ConnectorFile;
import surety.server.connect.engine.ConnectorFolder;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.connect.engine.MoreConnector;
import surety.server.connect.mapping.ConnectorFileInvalid;
import surety.server.platform.StartRefused;
import tools.jackson.databind.json.JsonMapper;

/// `./surety connectors`: lists the connectors with their coverage, or explains what is wrong with
/// a connector file.
///
/// Arguments: `--json` for a list that programs read, `check FILE` for one file. The folder of the
/// setting `SURETY_CONNECTORS_FOLDER` counts.
public final class ConnectorsCommand {

  private static final int WRONG = 1;
  private static final int NOT_DONE = 2;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  private ConnectorsCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /// Runs the command and ends the process with its status.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
  }

  /// @return 0 if all is well, 1 if the file that was to be checked is wrong, 2 if nothing could be
  ///     done
  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    ConnectorsCommand command = new ConnectorsCommand(environment, out, err);
    try {
      return command.run(arguments);
    } catch (StartRefused e) {
      err.println("surety: " + e.getMessage());
      return NOT_DONE;
    }
  }

  private int run(List<String> arguments) {
    if (arguments.isEmpty()) {
      out.println(CoverageText.of(connectors()));
      return 0;
    }
    if (arguments.equals(List.of("--json"))) {
      out.println(json(CoverageText.members(connectors())));
      return 0;
    }
    if (arguments.size() == 2 && arguments.getFirst().equals("check")) {
      return check(Path.of(arguments.getLast()));
    }
    err.println(
        "surety: connectors does not know "
            + String.join(" ", arguments)
            + "; ./surety connectors --help tells what it does");
    return NOT_DONE;
  }

  private static String json(Object value) {
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  private List<ConnectorPlan> connectors() {
    List<MoreConnector> more = new ArrayList<>();
    String folder = environment.getOrDefault("SURETY_CONNECTORS_FOLDER", "");
    if (!folder.isEmpty()) {
      more.addAll(ConnectorFolder.read(Path.of(folder)));
    }
    return Connectors.bundledWith(more).offered();
  }

  private int check(Path file) {
    try {
      ConnectorPlan plan = ConnectorFile.compile(file.toString(), ConnectorFolder.text(file));
      out.println(CoverageText.of(List.of(plan)));
      return isNew(plan, file) ? 0 : WRONG;
    } catch (ConnectorFileInvalid e) {
      e.mistakes().forEach(out::println);
      out.println(e.mistakes().size() == 1 ? "1 mistake" : e.mistakes().size() + " mistakes");
      return WRONG;
    } catch (IOException e) {
      err.println("surety: " + file + " cannot be read, or is no UTF-8 text of at most 1 MiB");
      return NOT_DONE;
    }
  }

  private boolean isNew(ConnectorPlan plan, Path file) {
    if (Connectors.bundled().find(plan.id()).isEmpty()) {
      return true;
    }
    out.println(
        file
            + ": this build has a connector \""
            + plan.id()
            + "\" already. To use the file beside it, give it another name under connector.");
    return false;
  }
}
