package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.identity.SharedServer.SERVER;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.server.identity.TestBrowser.Answer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkspaceRoutesTest {

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  void a_member_gets_the_scope_of_the_membership() {
    TestBrowser browser = SERVER.signedIn("scope@example.com");
    UUID workspace = SERVER.workspace("Scope Ltd");
    UUID member = SERVER.join(workspace, "scope@example.com", "REP");

    Answer answer = browser.get("/w/" + workspace + "/test/scope");

    assertThat(answer.body()).isEqualTo(workspace + " " + member + " REP");
  }

  @Test
  void each_route_shows_a_foreign_an_unknown_and_a_malformed_workspace_in_the_same_way() {
    TestBrowser browser = SERVER.signedIn("outsider@example.com");
    UUID own = SERVER.workspace("Own Ltd");
    SERVER.join(own, "outsider@example.com", "OWNER");
    SERVER.signedIn("insider@example.com");
    UUID foreign = SERVER.workspace("Foreign Ltd");
    SERVER.join(foreign, "insider@example.com", "OWNER");

    for (Route route : workspaceRoutes()) {
      Answer unknown = route.ask(browser, UUID.randomUUID().toString());
      assertThat(unknown.status()).as("%s", route).isEqualTo(404);
      for (String id :
          List.of(
              foreign.toString(),
              foreign.toString().toUpperCase(java.util.Locale.ROOT),
              own.toString().replace('-', '_'),
              "1-1-1-1-1",
              "x")) {
        Answer answer = route.ask(browser, id);
        assertThat(answer.status()).as("%s %s", route, id).isEqualTo(404);
        assertThat(answer.stableBody()).as("%s %s", route, id).isEqualTo(unknown.stableBody());
      }
    }
  }

  @Test
  void the_id_in_the_path_and_nothing_else_names_the_workspace() {
    TestBrowser browser = SERVER.signedIn("path@example.com");
    UUID own = SERVER.workspace("Path Ltd");
    SERVER.join(own, "path@example.com", "OWNER");
    UUID foreign = SERVER.workspace("Not Path Ltd");

    assertThat(browser.get("/w/" + own + "/test/scope?workspace=" + foreign).body())
        .startsWith(own.toString());
    assertThat(browser.get("/w/" + foreign + "/test/scope?workspace=" + own).status())
        .isEqualTo(404);
    String encoded = own.toString().replaceFirst("-", "%2D");
    assertThat(browser.get("/w/" + encoded + "/test/scope").status()).isEqualTo(404);
    assertThat(browser.get("/w/" + foreign + "/../" + own + "/test/scope").status()).isIn(400, 404);
    assertThat(browser.get("/w/" + own + ";x=" + foreign + "/test/scope").status()).isIn(400, 404);
  }

  @Test
  void a_missing_permission_is_told_to_a_member_and_to_nobody_else() {
    TestBrowser browser = SERVER.signedIn("viewer@example.com");
    UUID workspace = SERVER.workspace("Viewer Ltd");
    SERVER.join(workspace, "viewer@example.com", "VIEWER");

    Answer refused = browser.get("/w/" + workspace + "/test/costs");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("Your role does not allow this");

    TestBrowser stranger = SERVER.signedIn("stranger@example.com");
    assertThat(stranger.get("/w/" + workspace + "/test/costs").status()).isEqualTo(404);
  }

  @Test
  void a_changed_role_counts_at_the_next_request() {
    TestBrowser browser = SERVER.signedIn("promoted@example.com");
    UUID workspace = SERVER.workspace("Promotion Ltd");
    UUID member = SERVER.join(workspace, "promoted@example.com", "MANAGER");
    assertThat(browser.get("/w/" + workspace + "/test/costs").status()).isEqualTo(200);

    SERVER
        .superuser()
        .sql("UPDATE workspace.member SET role = 'VIEWER' WHERE id = ?")
        .param(1, member)
        .update();
    assertThat(browser.get("/w/" + workspace + "/test/costs").status()).isEqualTo(403);
  }

  @Test
  void nobody_is_sent_to_sign_in_for_pages_and_told_so_in_json() {
    UUID workspace = UUID.randomUUID();
    for (Route route : workspaceRoutes()) {
      Answer answer = route.ask(SERVER.browser(), workspace.toString());
      if (route.method() == RequestMethod.GET) {
        assertThat(answer.location()).as("%s", route).isEqualTo("/sign-in");
      } else {
        assertThat(answer.status()).as("%s", route).isEqualTo(401);
      }
    }
    Answer json = SERVER.browser().getJson("/w/" + workspace + "/members");
    assertThat(json.status()).isEqualTo(401);
    assertThat(json.header("content-type")).startsWith("application/problem+json");
    assertThat(json.body())
        .contains("\"type\":\"urn:surety:problem:signed-out\"", "\"status\":401");
  }

  @Test
  void a_problem_is_json_for_a_program_and_a_page_for_a_person() {
    TestBrowser browser = SERVER.signedIn("problem@example.com");
    String path = "/w/" + UUID.randomUUID() + "/members";

    Answer json = browser.getJson(path);
    assertThat(json.status()).isEqualTo(404);
    assertThat(json.body())
        .isEqualTo(
            "{\"type\":\"urn:surety:problem:not-found\",\"title\":\"There is nothing here\","
                + "\"status\":404,\"detail\":\"The address may be wrong, or what was here may be"
                + " gone or not yours to see.\"}");
    Answer page = browser.get(path);
    assertThat(page.header("content-type")).startsWith("text/html");
    assertThat(page.body()).contains("<h1>There is nothing here</h1>").doesNotContain(path);
  }

  @Test
  void a_failure_tells_a_reference_and_no_cause() {
    Answer page = SERVER.browser().get("/sign-in/test/failure");

    assertThat(page.status()).isEqualTo(500);
    assertThat(page.body()).contains("Reference for the log").doesNotContain("inner cause");
    assertThat(SERVER.browser().getJson("/sign-in/test/failure").body())
        .contains("\"reference\":")
        .doesNotContain("IllegalState");
  }

  @Test
  void a_form_without_its_token_is_refused() {
    TestBrowser browser = SERVER.signedIn("forged@example.com");
    UUID workspace = SERVER.workspace("Forged Ltd");
    SERVER.join(workspace, "forged@example.com", "OWNER");

    Answer invite =
        browser.postWithoutCsrf(
            "/w/" + workspace + "/members/invite", "email", "x@example.com", "role", "REP");
    assertThat(invite.status()).isEqualTo(403);
    assertThat(invite.body()).contains("This request was refused");
    for (String path : List.of("/sign-in", "/sign-out", "/workspaces", "/sessions/end-others")) {
      assertThat(browser.postWithoutCsrf(path).status()).as(path).isEqualTo(403);
    }
    assertThat(browser.isSignedIn()).isTrue();
  }

  @Test
  void a_token_of_another_browser_is_refused() {
    TestBrowser browser = SERVER.signedIn("crossed@example.com");
    TestBrowser attacker = SERVER.browser();
    String field = attacker.get("/sign-in").body();
    String token = field.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");

    assertThat(browser.postWithoutCsrf("/sign-out", "_csrf", token).status()).isEqualTo(403);
  }

  // Every route of a workspace that the server has, those of other modules included.
  private static Set<Route> workspaceRoutes() {
    Set<Route> routes = new LinkedHashSet<>();
    var mapping = SERVER.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
      for (String pattern : info.getPatternValues()) {
        if (pattern.startsWith("/w/")) {
          info.getMethodsCondition()
              .getMethods()
              .forEach(method -> routes.add(new Route(method, pattern)));
        }
      }
    }
    assertThat(routes.size()).isGreaterThan(6);
    return routes;
  }

  private record Route(RequestMethod method, String pattern) {

    Answer ask(TestBrowser browser, String workspace) {
      String path =
          pattern
              .replace("{workspace}", workspace)
              .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
      return method == RequestMethod.GET ? browser.get(path) : browser.post(path);
    }
  }
}
