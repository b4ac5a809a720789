package surety.server.posture.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
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

  private static final String UNFIT =
      "Nothing was begun. Your text must have 16 to 64 letters, digits or signs without spaces, and"
          + " what to attack must be one of the list.";
  private static final String TOO_MANY =
      "Nothing was begun, because there were too many at once. Ask again in %d seconds.";

  private final ProveDesk desk;
  private final ProvePages pages;

  ProveController(ProveDesk desk, ProvePages pages) {
    this.desk = desk;
    this.pages = pages;
  }

  @GetMapping(ProvePages.FORM)
  ResponseEntity<byte[]> form() {
    byte[] page = pages.form().orElseThrow(() -> new Refusal(Problem.UNAVAILABLE));
    return html(ResponseEntity.ok(), page);
  }

  private static ResponseEntity<byte[]> html(ResponseEntity.BodyBuilder answer, byte[] page) {
    return answer
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
      case ProveDesk.Asked.Unfit() -> unfit(request, nonce, claim);
      case ProveDesk.Asked.TooMany(var wait) -> tooMany(request, nonce, claim, wait);
    };
  }

  private ResponseEntity<byte[]> unfit(HttpServletRequest request, String nonce, String claim) {
    Refusal refusal = new Refusal(Problem.INVALID);
    byte[] page = again(request, nonce, claim, UNFIT).orElseThrow(() -> refusal);
    return html(ResponseEntity.unprocessableContent(), page);
  }

  private ResponseEntity<byte[]> tooMany(
      HttpServletRequest request, String nonce, String claim, Duration wait) {
    long seconds = Math.max(1, wait.toSeconds());
    Refusal refusal = Refusal.tooMany(wait);
    byte[] page =
        again(request, nonce, claim, TOO_MANY.formatted(seconds)).orElseThrow(() -> refusal);
    var answer = ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS);
    return html(answer.header("Retry-After", Long.toString(seconds)), page);
  }

  // For a person the form with all that was typed; a program gets the problem alone.
  private Optional<byte[]> again(
      HttpServletRequest request, String nonce, String claim, String why) {
    return Optional.ofNullable(request.getHeader("Accept"))
        .filter(accepted -> accepted.contains(MediaType.TEXT_HTML_VALUE))
        .flatMap(_ -> pages.again(nonce, claim, why));
  }

  @GetMapping("/security/prove/{ticket}")
  ResponseEntity<byte[]> progress(@PathVariable String ticket, HttpServletRequest request) {
    Ticket.Progress progress =
        desk.progress(ticket).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    Frozen page = pages.of(progress).orElseThrow(() -> new Refusal(Problem.UNAVAILABLE));
    return PublicPages.answer(page, request, HttpStatus.OK);
  }
}
