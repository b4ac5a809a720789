package surety.server.posture.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.identity.ClientNetwork;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;

/// "Prove it now": takes the wish and shows what comes of it.
@Controller
class ProveController {

  private static final Set<String> OWN_FORMS = Set.of("same-origin", "none");

  private final ProveDesk desk;
  private final ProvePages pages;

  ProveController(ProveDesk desk, ProvePages pages) {
    this.desk = desk;
    this.pages = pages;
  }

  @GetMapping(ProvePages.FORM)
  ResponseEntity<byte[]> form() {
    byte[] page = pages.form().orElseThrow(() -> new Refusal(Problem.UNAVAILABLE));
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
        .body(page);
  }

  @PostMapping(ProvePages.FORM)
  ResponseEntity<byte[]> ask(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String nonce,
      @RequestParam(defaultValue = "") String claim) {
    if (!OWN_FORMS.contains(
        Optional.ofNullable(request.getHeader("Sec-Fetch-Site")).orElse("none"))) {
      throw new Refusal(Problem.FORGED);
    }
    String address = ClientNetwork.of(request.getRemoteAddr()).subject();
    return switch (desk.ask(address, nonce, claim)) {
      case ProveDesk.Asked.Taken(String ticket) ->
          ResponseEntity.status(HttpStatus.SEE_OTHER)
              .location(URI.create("/security/prove/" + ticket))
              .build();
      case ProveDesk.Asked.Unfit() -> throw new Refusal(Problem.INVALID);
      case ProveDesk.Asked.TooMany(var wait) -> throw Refusal.tooMany(wait);
    };
  }

  @GetMapping("/security/prove/{ticket}")
  ResponseEntity<byte[]> progress(@PathVariable String ticket, HttpServletRequest request) {
    Ticket.Progress progress =
        desk.progress(ticket).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    Frozen page = pages.of(progress).orElseThrow(() -> new Refusal(Problem.UNAVAILABLE));
    return PublicPages.answer(page, request, HttpStatus.OK);
  }
}
