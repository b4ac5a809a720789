package surety.server.posture.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import surety.evidence.Json;
import surety.evidence.JsonObject;

/// `./surety prove`: has the running server attack itself, tells what happens, and ends with 0 only
/// if every claim that has a probe is proven and nothing speaks against the others.
///
/// Arguments: `--data=FOLDER` of the server, `--claim ID` for one claim (may be repeated),
/// `--faults` to have a twin show that each probe can fail, `--fault ID` for one fault alone (may
/// be repeated), `--twin-record=FILE` to keep what it showed, and to tell it the server when no
/// twin runs, `--json`.
public final class ProveCommand {

  private static final int NOT_PROVEN = 1;
  private static final int NOT_DONE = 2;

  private final Path data;
  private final List<String> claims;
  private final boolean faults;
  private final List<String> only;
  private final TwinRecord record;
  private final boolean json;
  private final PrintStream out;
  private final PrintStream err;
  private int done;
  private int all;

  private ProveCommand(
      Path data,
      List<String> claims,
      boolean faults,
      List<String> only,
      TwinRecord record,
      boolean json,
      PrintStream out,
      PrintStream err) {
    this.data = data;
    this.claims = claims;
    this.faults = faults;
    this.only = only;
    this.record = record;
    this.json = json;
    this.out = out;
    this.err = err;
  }

  /// Runs the command and ends the process with its status.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /// @return 0 if everything asked for is proven, 1 if not, 2 if it could not be asked
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      return parsed(arguments, out, err).prove();
    } catch (IllegalArgumentException e) {
      err.println("surety: " + e.getMessage());
    } catch (IOException e) {
      err.println("surety: no server runs on this data folder; start it with ./surety up");
    }
    return NOT_DONE;
  }

  private static ProveCommand parsed(List<String> arguments, PrintStream out, PrintStream err) {
    Path data = Path.of("data");
    List<String> claims = new ArrayList<>();
    boolean faults = false;
    List<String> only = new ArrayList<>();
    TwinRecord record = TwinRecord.none();
    boolean json = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--json")) {
        json = true;
      } else if (argument.equals("--faults")) {
        faults = true;
      } else if (argument.startsWith("--fault=")) {
        only.add(argument.substring("--fault=".length()));
      } else if (argument.equals("--fault") && i + 1 < arguments.size()) {
        i++;
        only.add(arguments.get(i));
      } else if (argument.startsWith("--twin-record=")) {
        record = new TwinRecord(Path.of(argument.substring("--twin-record=".length())));
      } else if (argument.startsWith("--data=")) {
        data = Path.of(argument.substring("--data=".length()));
      } else if (argument.startsWith("--claim=")) {
        claims.add(argument.substring("--claim=".length()));
      } else if (argument.equals("--claim") && i + 1 < arguments.size()) {
        i++;
        claims.add(arguments.get(i));
      } else {
        throw new IllegalArgumentException(
            "prove does not know " + argument + "; ./surety prove --help tells what it does");
      }
    }
    return new ProveCommand(data, claims, faults || !only.isEmpty(), only, record, json, out, err);
  }

  private int prove() throws IOException {
    JsonObject request = Json.object().with("do", "prove").with("faults", faults);
    JsonObject asked = claims.isEmpty() ? request : request.with("claims", Json.texts(claims));
    asked = only.isEmpty() ? asked : asked.with("only", Json.texts(only));
    if (!faults) {
      record.tell(data).ifPresent(err::println);
    }
    JsonObject answer = OperatorClient.ask(data, asked, this::progress);
    if (!answer.has("result")) {
      err.println("surety: " + answer.optionalText("refused").orElse("it broke off"));
      return NOT_DONE;
    }
    if (claims.isEmpty() && only.isEmpty()) {
      record.save(); // what was shown of a part would replace what was shown of all
    }
    return tell(answer.object("result"));
  }

  private void progress(JsonObject said) {
    if (said.has("proving")) {
      all = said.smallNumber("proving");
    } else if (said.has("run")) {
      done++;
      err.println(line(said.object("run")));
      said.object("run").texts("transcript").forEach(told -> err.println("          " + told));
    } else if (said.has("twin")) {
      record.add(said.object("twin"));
      TwinProgress.line(said.object("twin")).ifPresent(err::println);
    }
  }

  private String line(JsonObject run) {
    return "%3d of %d  %-24s %-8s %4d of %-4d %6d ms  %s"
        .formatted(
            done,
            all,
            run.text("probe"),
            run.text("outcome"),
            run.number("executed"),
            run.number("declared"),
            run.number("millis"),
            run.text("reason"));
  }

  private int tell(JsonObject result) {
    List<JsonObject> shown =
        result.objects("claims").stream()
            .filter(claim -> claims.isEmpty() || claims.contains(claim.text("id")))
            .toList();
    if (json) {
      out.print(result.with("claims", shown).pretty());
    } else {
      table(shown);
      holes(result).forEach(hole -> out.println("kill matrix: " + hole));
    }
    boolean proven = shown.stream().allMatch(claim -> claim.truth("nothingToProve"));
    return proven && holes(result).isEmpty() ? 0 : NOT_PROVEN;
  }

  // What is missing in the kill matrix, if a twin ran.
  private static List<String> holes(JsonObject result) {
    return result.has("holes") ? result.texts("holes") : List.of();
  }

  private void table(List<JsonObject> shown) {
    out.println();
    out.printf("%-6s %-10s %-9s %s%n", "claim", "state", "severity", "reason");
    for (JsonObject claim : shown) {
      out.printf(
          "%-6s %-10s %-9s %s%n",
          claim.text("id"), claim.text("state"), claim.text("severity"), claim.text("reason"));
    }
    Map<String, Long> counts =
        shown.stream()
            .collect(Collectors.groupingBy(claim -> claim.text("state"), Collectors.counting()));
    out.println();
    out.println(
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .sorted()
            .collect(Collectors.joining(", ")));
    shown.stream()
        .filter(claim -> claim.truth("waitsForPerson"))
        .map(claim -> claim.text("id"))
        .forEach(id -> out.println(id + " waits for a person: ./surety attest --help"));
  }
}
