package surety.server.posture;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The public list of sub-processors.
@Controller
class SubprocessorController {

  private final Subprocessors subprocessors;

  SubprocessorController(Subprocessors subprocessors) {
    this.subprocessors = subprocessors;
  }

  @GetMapping("/subprocessors")
  String list(Model model) {
    model.addAttribute("entries", subprocessors.list());
    return "posture/subprocessors";
  }
}
