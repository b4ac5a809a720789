package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.identity.SignIn.CodeOutcome;
import surety.server.identity.SignIn.Device;
import surety.server.identity.SignInRequests.Place;
import surety.server.platform.Token;
import surety.server.workspace.EmailAddress;

/// The pages of sign-in. They are open to everybody.
@Controller
class SignInController {

  private final SignIn signIn;
  private final SessionPages sessions;

  SignInController(SignIn signIn, SessionPages sessions) {
    this.signIn = signIn;
    this.sessions = sessions;
  }

  @GetMapping("/sign-in")
  String form(HttpServletRequest request) {
    return OpenSession.of(request).isPresent() ? "redirect:/" : "identity/sign-in";
  }

  @PostMapping("/sign-in")
  String ask(
      @RequestParam(defaultValue = "") String email,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<EmailAddress> address = EmailAddress.parse(email);
    if (address.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("email", email);
      model.addAttribute("invalid", true);
      return "identity/sign-in";
    }
    Token browser =
        signIn.mailLink(
            address.get(), Cookies.BROWSER.tokenOf(request), ClientNetwork.of(client(request)));
    Cookies.BROWSER.set(response, browser.text());
    return "redirect:/sign-in/sent";
  }

  @GetMapping("/sign-in/sent")
  String sent(HttpServletRequest request) {
    return Cookies.BROWSER.tokenOf(request).isPresent()
        ? "identity/link-sent"
        : "redirect:/sign-in";
  }

  // Looks and changes nothing, because mail scanners open links.
  @GetMapping("/sign-in/link/{token}")
  String look(
      @PathVariable String token,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<Place> place =
        Token.parse(token)
            .flatMap(
                link ->
                    signIn.look(
                        link, Cookies.BROWSER.tokenOf(request), ClientNetwork.of(client(request))));
    model.addAttribute("token", token);
    model.addAttribute("here", place.equals(Optional.of(Place.HERE)));
    return place.isPresent() ? privately(response, "identity/link") : over(request, response);
  }

  // Mail scanners also send forms. One that does gets a code, which is of no use but in the browser
  // that asked; the link stays as it was.
  @PostMapping("/sign-in/link/{token}")
  String open(
      @PathVariable String token,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<Token> link = Token.parse(token);
    Optional<Token> session =
        link.flatMap(l -> signIn.open(l, Cookies.BROWSER.tokenOf(request), device(request)));
    if (session.isPresent()) {
      return sessions.begin(session.get(), request, response);
    }
    Optional<SignInCode> code = link.flatMap(signIn::code);
    code.ifPresent(c -> model.addAttribute("code", c.spaced()));
    return code.isPresent() ? privately(response, "identity/code") : over(request, response);
  }

  @PostMapping("/sign-in/code")
  String type(
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<Token> browser = Cookies.BROWSER.tokenOf(request);
    if (browser.isEmpty()) {
      return over(request, response);
    }
    return switch (signIn.type(SignInCode.typed(code), browser.get(), device(request))) {
      case CodeOutcome.SignedIn(Token secret) -> sessions.begin(secret, request, response);
      case CodeOutcome.Wrong() -> {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("wrong", true);
        yield "identity/link-sent";
      }
      case CodeOutcome.Over() -> over(request, response);
    };
  }

  // A second click on the button finds the link used by the first, and the session open.
  private static String over(HttpServletRequest request, HttpServletResponse response) {
    if (OpenSession.of(request).isPresent()) {
      return "redirect:/";
    }
    response.setStatus(HttpStatus.GONE.value());
    return "identity/link-over";
  }

  // The address of the page holds the token; it must not leave with a click on a link.
  private static String privately(HttpServletResponse response, String view) {
    response.setHeader("Referrer-Policy", "no-referrer");
    return view;
  }

  private static Device device(HttpServletRequest request) {
    return new Device(
        UserAgent.summary(request.getHeader("User-Agent")), ClientNetwork.of(client(request)));
  }

  private static String client(HttpServletRequest request) {
    return request.getRemoteAddr();
  }
}
