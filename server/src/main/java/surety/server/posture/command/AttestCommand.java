package surety.server.posture.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import surety.evidence.Json;
import surety.evidence.JsonObject;

/// `./surety attest`: gives an attestation to the running server. It counts once a second person
/// approved it.
///
/// Arguments: `--data=FOLDER` of the server, `--claim=ID`, `--owner=OFFICE`, `--account=ADDRESS`,
/// `--statement=TEXT`, `--document=FILE`, `--days=N`.
public final class AttestCommand {

  private static final List<String> NEEDED =
      List.of("claim", "owner", "account", "statement", "document", "days");

  private AttestCommand() {}

  /// Runs the command and ends the process with its status.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /// Gives the attestation.
  ///
  /// @return 0 if it is in the ledger, 2 if not
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      Map<String, String> given = parsed(arguments);
      JsonObject answer =
          OperatorClient.ask(Path.of(given.getOrDefault("data", "data")), request(given), _ -> {});
      if (answer.has("attestation")) {
        out.println("Attestation " + answer.text("attestation") + " is in the ledger.");
        out.println("A second person approves it, signed in, at /attestations.");
        return 0;
      }
      err.println("surety: " + answer.text("refused"));
    } catch (IllegalArgumentException e) {
      err.println("surety: " + e.getMessage());
    } catch (IOException e) {
      err.println("surety: no server runs on this data folder; start it with ./surety up");
    }
    return 2;
  }

  private static Map<String, String> parsed(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new IllegalArgumentException(
            "attest does not know " + argument + "; ./surety attest --help tells what it does");
      }
      given.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    for (String name : NEEDED) {
      if (given.getOrDefault(name, "").isBlank()) {
        throw new IllegalArgumentException("--" + name + "=... is missing");
      }
    }
    return given;
  }

  private static JsonObject request(Map<String, String> given) {
    JsonObject request = Json.object().with("do", "attest");
    for (String name : NEEDED) {
      request = request.with(name, given.getOrDefault(name, ""));
    }
    String absolute = Path.of(given.getOrDefault("document", "")).toAbsolutePath().toString();
    return request.with("document", absolute);
  }
}
