package surety.server.posture.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import surety.evidence.Json;
import surety.evidence.JsonObject;

/// `./surety audit fsck`: has the running server verify every log as it is stored. `log` shows what
/// was done with the installation, and `export` writes that as a file with proofs.
///
/// Arguments: `--data=FOLDER` of the server, then `fsck [--json]`, `log [--json] [--most=N]` or
/// `export FILE`.
public final class AuditCommand {

  private static final int DEFECT = 1;
  private static final int NOT_DONE = 2;
  private static final String NEWEST = "100";
  private static final String MOST = "--most=";

  private final Path data;
  private final boolean json;
  private final PrintStream out;
  private final PrintStream err;

  private AuditCommand(Path data, boolean json, PrintStream out, PrintStream err) {
    this.data = data;
    this.json = json;
    this.out = out;
    this.err = err;
  }

  /// Runs the command and ends the process with its status.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /// @return 0 if it is done and every log verifies, 1 if one does not, 2 if it was not done
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    List<String> words = new ArrayList<>(arguments);
    Path data = Path.of("data");
    if (!words.isEmpty() && words.getFirst().startsWith("--data=")) {
      data = Path.of(words.removeFirst().substring("--data=".length()));
    }
    var command = new AuditCommand(data, words.remove("--json"), out, err);
    try {
      return command.obey(words);
    } catch (FileAlreadyExistsException e) {
      err.println("surety: the file is there already; name another one");
    } catch (IOException | UncheckedIOException e) {
      err.println("surety: no server runs on this data folder; start it with ./surety up");
    }
    return NOT_DONE;
  }

  private int obey(List<String> words) throws IOException {
    if (words.equals(List.of("fsck"))) {
      return fsck();
    }
    if (words.size() == 2 && words.getFirst().equals("export") && !json) {
      return export(Path.of(words.get(1)));
    }
    boolean log = !words.isEmpty() && words.getFirst().equals("log");
    if (log && words.size() == 1) {
      return log(NEWEST);
    }
    if (log && words.size() == 2 && words.get(1).matches(MOST + "[0-9]{1,5}")) {
      return log(words.get(1).substring(MOST.length()));
    }
    err.println("surety: ./surety audit --help tells what audit does");
    return NOT_DONE;
  }

  private int fsck() throws IOException {
    JsonObject answer =
        OperatorClient.ask(data, Json.object().with("do", "audit-fsck"), this::progress);
    if (!answer.has("result")) {
      return notDone(answer);
    }
    JsonObject result = answer.object("result");
    if (json) {
      out.print(result.pretty());
    } else {
      print(result);
    }
    return result.objects("defects").isEmpty() ? 0 : DEFECT;
  }

  private int log(String most) throws IOException {
    JsonObject request = Json.object().with("do", "audit-log").with("most", Integer.parseInt(most));
    JsonObject answer = OperatorClient.ask(data, request, _ -> {});
    if (!answer.has("result")) {
      return notDone(answer);
    }
    if (json) {
      out.print(answer.object("result").pretty());
      return 0;
    }
    for (JsonObject entry : answer.object("result").objects("entries")) {
      out.printf(
          "%s  %-8s  %-9s  %s%s%n",
          entry.text("at"),
          entry.text("actor"),
          entry.text("outcome").toLowerCase(java.util.Locale.ROOT),
          entry.text("label"),
          entry.optionalText("detail").map(detail -> "  " + detail).orElse(""));
    }
    return 0;
  }

  private int export(Path file) throws IOException {
    JsonObject answer;
    try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      answer =
          OperatorClient.ask(
              data, Json.object().with("do", "audit-export"), said -> write(said, to));
    }
    if (!answer.has("result")) {
      Files.delete(file);
      return notDone(answer);
    }
    JsonObject result = answer.object("result");
    Path key = Path.of(file + ".key");
    Files.writeString(key, result.text("key") + "\n");
    out.printf(
        "%,d entries in %s, their key in %s%nTo verify: ./surety audit verify %2$s %3$s%n",
        result.number("entries"), file, key);
    return 0;
  }

  private static void write(JsonObject said, OutputStream to) {
    try {
      if (said.has("part")) {
        to.write(said.text("part").getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int notDone(JsonObject answer) {
    err.println("surety: " + answer.optionalText("refused").orElse("it broke off"));
    return NOT_DONE;
  }

  private void progress(JsonObject said) {
    if (!json && said.has("verified") && said.number("verified") % 100 == 0) {
      err.printf("%,d logs%n", said.number("verified"));
    }
  }

  private void print(JsonObject result) {
    for (JsonObject defect : result.objects("defects")) {
      out.printf(
          "DEFECT  %s  entry %d: %s, %s%n",
          name(defect.text("workspace")),
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

  private static String name(String workspace) {
    return workspace.equals(new UUID(0, 0).toString()) ? "the installation" : workspace;
  }
}
