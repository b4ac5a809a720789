package surety.sandbox.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Has a command judge the server of a check while it still runs, such as scanners from outside.
final class Judge {

  private Judge() {}

  /// @param command finds the server, its authority and the session in `SURETY_*` settings
  /// @param walk what it saved is handed on
  /// @param folder takes the pages
  /// @return the command's exit status
  static int run(
      Path command,
      ServerProcess server,
      Browser browser,
      Walk walk,
      int checkHttpPort,
      String workspace,
      Path folder)
      throws IOException, InterruptedException {
    Path saved = Files.createDirectory(folder.resolve("pages"));
    for (var page : walk.pages().entrySet()) {
      Files.writeString(saved.resolve(page.getKey() + ".html"), page.getValue().body());
    }
    ProcessBuilder builder = new ProcessBuilder(command.toAbsolutePath().toString()).inheritIO();
    Map<String, String> env = builder.environment();
    env.put("SURETY_URL", server.origin().toString());
    env.put("SURETY_PORT", Integer.toString(server.origin().getPort()));
    env.put("SURETY_HTTP_PORT", Integer.toString(checkHttpPort));
    env.put("SURETY_CA", server.authority().toString());
    env.put("SURETY_COOKIE", browser.cookieHeader());
    env.put("SURETY_PAGES", saved.toString());
    env.put(
        "SURETY_PATHS",
        String.join(
            " ",
            workspace + "/dashboard",
            workspace + "/analysis",
            workspace + "/settings/ai",
            workspace + "/connections",
            workspace + "/connections/new?connector=productive",
            workspace + "/members",
            workspace + "/security",
            "/workspaces/new",
            "/sessions"));
    return builder.start().waitFor();
  }
}
