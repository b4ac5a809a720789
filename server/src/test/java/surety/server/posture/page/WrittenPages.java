package surety.server.posture.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import surety.server.posture.view.RunView;
import surety.server.posture.view.Snapshot;

/// The pages as the server writes them, without one.
public final class WrittenPages {

  private static final List<String> ASSETS =
      List.of("surety.css", "posture.css", "mark.svg", "nonce.js");

  private WrittenPages() {}

  /// The security page of a server that names a contact.
  public static String security(Snapshot snapshot) {
    return security(snapshot, true);
  }

  /// The security page.
  public static String security(Snapshot snapshot, boolean contact) {
    return writer().security(snapshot, List.of("PL-02"), contact);
  }

  /// The page of a bundle.
  public static String report(Snapshot snapshot) {
    return writer().report(snapshot);
  }

  /// Writes all pages, with their styles, as files that a browser can open.
  public static void into(Path folder, Snapshot snapshot) throws IOException {
    Files.createDirectories(folder.resolve("assets"));
    for (String asset : ASSETS) {
      try (var in =
          PageWriter.class.getResourceAsStream("/surety/server/platform/assets/" + asset)) {
        Files.write(
            folder.resolve("assets").resolve(asset),
            java.util.Objects.requireNonNull(in).readAllBytes());
      }
    }
    write(folder, "security", security(snapshot));
    write(folder, "overview", writer().overview(snapshot, topology()));
    write(folder, "ask", writer().ask(snapshot, List.of("PL-02"), "00ff00ff00ff00ff"));
    write(folder, "report", report(snapshot));
    write(folder, "prove", prove(snapshot));
  }

  /// The page of a visitor whose attacks have run.
  public static String prove(Snapshot snapshot) {
    return prove(
        snapshot, snapshot.claims().stream().flatMap(claim -> claim.runs().stream()).toList());
  }

  /// The same, when just these attacks left evidence.
  public static String prove(Snapshot snapshot, List<RunView> runs) {
    return writer().write("posture/prove", snapshot, Map.of("progress", over(snapshot, runs)));
  }

  private static Ticket.Progress over(Snapshot snapshot, List<RunView> runs) {
    return new Ticket.Progress(
        "00ff",
        "my-own-words-12345",
        Ticket.Phase.OUT_OF_TIME,
        0,
        runs,
        List.of("next"),
        snapshot.at());
  }

  private static Topology topology() {
    return new Topology(
        "TLS 1.2 or 1.3 ends here, with the operator's certificate",
        "PostgreSQL on this machine; the role that serves requests owns nothing",
        "sign-in links, invitations and notices",
        List.of("Harvest", "Productive.io"),
        "in a file of this server's own, outside the database");
  }

  private static PageWriter writer() {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("surety/server/");
    resolver.setSuffix(".html");
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    return new PageWriter(
        engine,
        () ->
            Map.of(
                "surety.css", "/assets/surety.css",
                "posture.css", "/assets/posture.css",
                "mark.svg", "/assets/mark.svg",
                "htmx.min.js", "/assets/htmx.min.js",
                "nonce.js", "/assets/nonce.js"));
  }

  private static void write(Path folder, String name, String html) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), html.replace("\"/assets/", "\"assets/"));
  }
}
