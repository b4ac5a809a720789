package surety.server.posture.page;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import surety.server.identity.ClientNetwork;
import surety.server.platform.Refusal;

/// Hands out the evidence bundle.
@Controller
class BundleController {

  private final BundleFile file;
  private final Limiter limiter;

  BundleController(BundleFile file, Limiter downloadLimiter) {
    this.file = file;
    this.limiter = downloadLimiter;
  }

  @GetMapping("/security/bundle.zip")
  ResponseEntity<Resource> bundle(HttpServletRequest request) {
    Optional<Duration> wait = limiter.waitFor(ClientNetwork.of(request.getRemoteAddr()).subject());
    if (wait.isPresent()) {
      throw Refusal.tooMany(wait.get());
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/zip"))
        .header("Content-Disposition", "attachment; filename=\"bundle.zip\"")
        .body(new FileSystemResource(file.newest()));
  }
}
