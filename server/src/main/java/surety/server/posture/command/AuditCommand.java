package surety.server.posture.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import surety.evidence.Json;
import surety.evidence.JsonObject;

/// `./surety audit fsck`: has the running server verify every log as it is stored.
///
/// Arguments: `--data=FOLDER` of the server, then `fsck [--json]`.
public final class AuditCommand {

  private static final int DEFECT = 1;
  private static final int NOT_DONE = 2;

  private AuditCommand() {}

  /// Runs the command and ends the process with its status.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /// @return 0 if every log verifies, 1 if one does not, 2 if it was not done
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    List<String> words = new ArrayList<>(arguments);
    Path data = Path.of("data");
    if (!words.isEmpty() && words.getFirst().startsWith("--data=")) {
      data = Path.of(words.removeFirst().substring("--data=".length()));
    }
    boolean json = words.remove("--json");
    if (!words.equals(List.of("fsck"))) {
      err.println("surety: ./surety audit --help tells what audit does");
      return NOT_DONE;
    }
    try {
      JsonObject answer =
          OperatorClient.ask(
              data, Json.object().with("do", "audit-fsck"), said -> tell(said, json, err));
      if (!answer.has("result")) {
        err.println("surety: " + answer.optionalText("refused").orElse("it broke off"));
        return NOT_DONE;
      }
      JsonObject result = answer.object("result");
      if (json) {
        out.print(result.pretty());
      } else {
        print(result, out);
      }
      return result.objects("defects").isEmpty() ? 0 : DEFECT;
    } catch (IOException e) {
      err.println("surety: no server runs on this data folder; start it with ./surety up");
      return NOT_DONE;
    }
  }

  private static void tell(JsonObject said, boolean json, PrintStream err) {
    if (!json && said.has("verified") && said.number("verified") % 100 == 0) {
      err.printf("%,d logs%n", said.number("verified"));
    }
  }

  private static void print(JsonObject result, PrintStream out) {
    for (JsonObject defect : result.objects("defects")) {
      out.printf(
          "DEFECT  %s  entry %d: %s, %s%n",
          defect.text("workspace"),
          defect.number("index"),
          defect.text("kind"),
          defect.text("message"));
    }
    out.printf(
        "%,d logs with %,d entries; %s%n",
        result.number("logs"),
        result.number("entries"),
        result.objects("defects").isEmpty()
            ? "each verifies against every checkpoint that is kept"
            : "%,d do not verify".formatted(result.objects("defects").size()));
  }
}
