package surety.server.posture.page;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Public pages of another build.
final class OverviewFaults {

  private OverviewFaults() {}

  /// Names a build that does not run.
  @Fault(
      id = "overview-of-another-build",
      control = "overview-current",
      target = PublicPages.class,
      method = "page")
  static ResponseEntity<byte[]> outdated(PublicPages self, HttpServletRequest request) {
    ResponseEntity<byte[]> answer = FaultSwitch.callOriginal(() -> self.page(request));
    byte[] body = answer.getBody();
    if (body == null) {
      return answer;
    }
    String outdated =
        new String(body, StandardCharsets.UTF_8)
            .replaceFirst("(surety-build\" content=\")[0-9a-f]{64}", "$1" + "0".repeat(64));
    return ResponseEntity.status(answer.getStatusCode())
        .contentType(MediaType.TEXT_HTML)
        .body(outdated.getBytes(StandardCharsets.UTF_8));
  }
}
