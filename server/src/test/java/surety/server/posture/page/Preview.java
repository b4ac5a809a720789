package surety.server.posture.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import surety.server.posture.view.MadeUpSnapshot;
import surety.server.posture.view.RunView;
import surety.server.posture.view.Snapshot;

/// Writes the public pages with a made-up snapshot into a folder, to look at.
final class Preview {

  private Preview() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    PageWriter writer = writer();
    Snapshot snapshot = MadeUpSnapshot.everyState();
    write(folder, "security", writer.security(snapshot, List.of("PL-02", "PL-07")));
    write(folder, "overview", writer.overview(snapshot, topology()));
    var running =
        new Ticket.Progress(
            "00ff",
            "my own words 12345",
            Ticket.Phase.RUNNING,
            0,
            runs(snapshot),
            List.of("next"),
            snapshot.at());
    write(
        folder,
        "prove",
        writer.write(
            "posture/prove",
            snapshot,
            Map.of("progress", running, "live", true, "refreshSeconds", 2)));
  }

  static Topology topology() {
    return new Topology(
        "TLS 1.2 or 1.3 ends here, with the operator's certificate",
        "PostgreSQL on this machine; the role that serves requests owns nothing",
        "sign-in links, invitations and notices",
        List.of("Harvest", "Productive"),
        "in a file of this server's own, outside the database");
  }

  private static List<RunView> runs(Snapshot snapshot) {
    return snapshot.claims().stream().flatMap(claim -> claim.runs().stream()).toList();
  }

  static PageWriter writer() {
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
                "snapshot.css", "/assets/snapshot.css",
                "mark.svg", "/assets/mark.svg",
                "htmx.min.js", "/assets/htmx.min.js"));
  }

  private static void write(Path folder, String name, String html) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), html.replace("/assets/", "assets/"));
  }
}
