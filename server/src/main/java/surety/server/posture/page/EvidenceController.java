package surety.server.posture.page;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import surety.evidence.LedgerEntry;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;

/// Hands out signed results by their number in the ledger.
@Controller
class EvidenceController {

  private final Shelf shelf;

  EvidenceController(Shelf shelf) {
    this.shelf = shelf;
  }

  @GetMapping("/security/evidence/{number:[1-9][0-9]{0,11}}")
  ResponseEntity<byte[]> evidence(@PathVariable long number, HttpServletRequest request)
      throws InterruptedException {
    LedgerEntry entry = shelf.entry(number).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    String envelope = new String(entry.envelope(), StandardCharsets.UTF_8);
    return PublicPages.answer(Frozen.json(envelope), request, HttpStatus.OK);
  }
}
