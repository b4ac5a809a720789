package surety.server.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// Writes every problem: as `application/problem+json` for a client that wants JSON, as a page for
/// everybody else.
@Controller
class ProblemController implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemController.class);

  @RequestMapping("${server.error.path:/error}")
  Object problem(HttpServletRequest request) {
    Problem problem = Problems.of(request).orElseGet(() -> Problem.of(status(request)));
    String reference = problem.status() >= 500 ? logged(problem, request) : "";
    return Problems.wantsJson(request) ? json(problem, reference) : page(problem, reference);
  }

  // Whoever opens this address by hand is told that there is nothing here.
  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
        ? code
        : 404;
  }

  // The page shows the reference and nothing of the cause; the log holds both.
  private static String logged(Problem problem, HttpServletRequest request) {
    String reference = Ids.next().toString();
    LOG.error(
        "{} (reference {})",
        problem.title(),
        reference,
        (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
    return reference;
  }

  private static ResponseEntity<Map<String, Object>> json(Problem problem, String reference) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    if (!reference.isEmpty()) {
      body.put("reference", reference);
    }
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(body);
  }

  private static ModelAndView page(Problem problem, String reference) {
    var page = new ModelAndView("platform/problem");
    page.setStatus(org.springframework.http.HttpStatusCode.valueOf(problem.status()));
    page.addObject("problem", problem);
    page.addObject("reference", reference);
    return page;
  }
}
