package surety.server.posture.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.posture.export.Badge;
import surety.server.posture.export.Cdxa;
import surety.server.posture.export.Feed;
import surety.server.posture.export.Oscal;
import surety.server.posture.export.SecurityTxt;
import surety.server.posture.export.SnapshotJson;
import surety.server.posture.view.Snapshot;

/// Hands out the frozen copies.
@Controller
class PublicPages {

  private static final String SECURITY_TXT = "/.well-known/security.txt";

  private final FrozenPages pages;
  private final Frozen unknown;

  PublicPages(FrozenPages pages) {
    this.pages = pages;
    this.unknown = Frozen.html(UNKNOWN);
  }

  // Without anything that would have to be written first, since just that does not work.
  private static final String UNKNOWN =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Security · Surety</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"></head>
      <body><main><h1>We cannot tell at this moment</h1>
      <p>The states of our claims could not be read from the evidence, and we do not show old ones
      as if they were new. Take every claim as unproven until this page is back.</p></main></body></html>
      """;

  @GetMapping({
    "/security",
    "/security/overview",
    "/security.json",
    "/security/feed.atom",
    "/security/badge.svg",
    "/security/keys.json",
    "/security/cdxa.json",
    "/security/oscal.json",
    "/security/checkpoint",
    SECURITY_TXT
  })
  ResponseEntity<byte[]> page(HttpServletRequest request) {
    return pages
        .page(request.getServletPath())
        .map(page -> answer(page, request, HttpStatus.OK))
        .orElseGet(() -> answer(unknown, request, HttpStatus.SERVICE_UNAVAILABLE));
  }

  /// An answer with these bytes, or with none if the client has them.
  static ResponseEntity<byte[]> answer(Frozen page, HttpServletRequest request, HttpStatus status) {
    if (page.isEmpty()) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    boolean compressed = accepts(request, "Accept-Encoding", "gzip");
    boolean known = status == HttpStatus.OK && accepts(request, "If-None-Match", page.tag());
    var answer =
        ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : status)
            .header("Cache-Control", "no-cache")
            .header("Vary", "Accept-Encoding")
            .eTag(page.tag())
            .contentType(MediaType.parseMediaType(page.type()));
    if (page.type().startsWith("image/")) {
      answer.header("Cross-Origin-Resource-Policy", "cross-origin");
    }
    if (known) {
      return answer.build();
    }
    if (compressed) {
      answer.header("Content-Encoding", "gzip");
    }
    return answer.body(page.bytes(compressed));
  }

  private static boolean accepts(HttpServletRequest request, String header, String value) {
    return Optional.ofNullable(request.getHeader(header))
        .filter(it -> it.contains(value))
        .isPresent();
  }

  // Without a contact there is no such file; the empty text stands for that.
  private static String text(Snapshot snapshot, List<URI> contacts) {
    return contacts.isEmpty() ? "" : SecurityTxt.of(snapshot.origin(), contacts, snapshot.at());
  }

  /// Writes all of them.
  static Map<String, Frozen> write(
      Snapshot snapshot,
      PageWriter writer,
      Topology topology,
      List<String> provable,
      List<URI> contacts) {
    Map<String, Frozen> pages = new LinkedHashMap<>();
    pages.put("/security", Frozen.html(writer.security(snapshot, provable, !contacts.isEmpty())));
    pages.put(ProvePages.FORM, Frozen.html(writer.ask(snapshot, provable, ProvePages.PLACE)));
    pages.put("/security/overview", Frozen.html(writer.overview(snapshot, topology)));
    pages.put("/security.json", Frozen.json(SnapshotJson.of(snapshot)));
    pages.put("/security/feed.atom", new Frozen("application/atom+xml", Feed.of(snapshot)));
    pages.put("/security/badge.svg", new Frozen("image/svg+xml", Badge.of(snapshot)));
    pages.put("/security/keys.json", Frozen.json(SnapshotJson.keys(snapshot)));
    pages.put(
        "/security/cdxa.json", new Frozen("application/vnd.cyclonedx+json", Cdxa.of(snapshot)));
    pages.put("/security/oscal.json", Frozen.json(Oscal.of(snapshot)));
    pages.put(
        "/security/checkpoint",
        new Frozen("text/plain;charset=UTF-8", snapshot.log().checkpoint()));
    pages.put(SECURITY_TXT, new Frozen("text/plain;charset=UTF-8", text(snapshot, contacts)));
    return pages;
  }
}
