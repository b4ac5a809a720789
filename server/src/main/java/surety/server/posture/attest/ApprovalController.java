package surety.server.posture.attest;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Visitor;

/// The page on which a second person approves attestations. For everybody else there is nothing
/// here.
@Controller
class ApprovalController {

  private final Attestations attestations;

  ApprovalController(Attestations attestations) {
    this.attestations = attestations;
  }

  @GetMapping("/attestations")
  String pending(HttpServletRequest request, Model model) {
    approver(request);
    model.addAttribute("pending", attestations.pending());
    return "posture/attestations";
  }

  @PostMapping("/attestations/{id}/approve")
  String approve(@PathVariable String id, HttpServletRequest request) {
    attestations.approve(id, approver(request));
    return "redirect:/attestations";
  }

  private String approver(HttpServletRequest request) {
    return Visitor.of(request)
        .map(Visitor::email)
        .filter(attestations::mayApprove)
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }
}
