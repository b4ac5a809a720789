package surety.server.connect;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.connect.oauth.ConsentState;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;

/// The one address that browsers come back to from a vendor's consent. It sends them on to the
/// workspace that the state names, where everything is checked; it knows and decides nothing.
@Controller
class CallbackController {

  private static final int LONGEST = 8_000;

  @GetMapping(AuthorizationServers.CALLBACK)
  ResponseEntity<Void> callback(
      @RequestParam(defaultValue = "") String state, HttpServletRequest request) {
    String query = request.getQueryString();
    ConsentState known =
        ConsentState.parse(state).orElseThrow(() -> new Refusal(Problem.MALFORMED));
    if (query == null || query.length() > LONGEST) {
      throw new Refusal(Problem.MALFORMED);
    }
    String there = "/w/" + known.workspace() + "/connections/callback?" + query;
    return ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, there).build();
  }
}
