package surety.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import surety.server.workspace.Role;

/// A member of one workspace asks every route for the other workspace's things.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class RoutesTest {

  private static final TestServer SERVER = TestServer.start();
  private static final Set<Route> ASKED_FOREIGN = new TreeSet<>(byName());
  private static final Set<Route> ASKED_BY_ROLE = new TreeSet<>(byName());

  private static List<Route> routes;
  private static UUID theirs;
  private static UUID own;
  private static List<String> theirIds;
  private static TestBrowser victim;
  private static final Map<Role, TestBrowser> MEMBERS = new EnumMap<>(Role.class);

  private static Comparator<Route> byName() {
    return Comparator.comparing(Route::toString);
  }

  @BeforeAll
  static void two_workspaces() throws SQLException {
    routes =
        Route.of(SERVER.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
    victim = SERVER.signedIn("victim@example.com");
    theirs = SERVER.workspace("Victim Ltd");
    SERVER.join(theirs, "victim@example.com", "OWNER");
    own = SERVER.workspace("Attacker Ltd");
    for (Role role : Role.values()) {
      SERVER.forgetLimits();
      String email = role.name().toLowerCase(java.util.Locale.ROOT) + "@example.com";
      MEMBERS.put(role, SERVER.signedIn(email));
      SERVER.join(own, email, role.name());
    }
    theirIds = fill();
  }

  // A row in every table, and the id of each.
  private static List<String> fill() throws SQLException {
    var catalogue = new Catalogue(SERVER.database().superuserSource());
    List<String> ids = new ArrayList<>();
    try (RowMaker rows =
        new RowMaker(SERVER.database().superuserSource().getConnection(), catalogue)) {
      for (Table table : catalogue.workspaceTables()) {
        if (!table.key().equals(List.of(Table.WORKSPACE))) {
          rows.store(table, theirs);
        }
        if (table.key().contains("id")) {
          ids.addAll(
              catalogue.names("SELECT id::text FROM " + table + " WHERE workspace_id = ?", theirs));
        }
      }
    }
    catalogue.change("UPDATE connect.connection SET connector = 'harvest'");
    ids.addAll(
        catalogue.names(
            "SELECT s.id::text FROM identity.session s JOIN identity.account a ON a.id ="
                + " s.account_id WHERE a.email = ?",
            "victim@example.com"));
    return ids;
  }

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  @Test
  @Order(1)
  void no_address_is_answered_but_by_routes_and_files() {
    assertThat(
            SERVER.beansOfType(HandlerMapping.class).stream()
                .map(m -> m.getClass().getSimpleName()))
        .isSubsetOf(
            "RouteMapping",
            "BeanNameUrlHandlerMapping",
            "RouterFunctionMapping",
            "SimpleUrlHandlerMapping",
            "WelcomePageHandlerMapping",
            "WelcomePageNotAcceptableHandlerMapping");
    assertThat(routes).hasSizeGreaterThan(25);
    assertThat(theirIds).hasSizeGreaterThan(5);
  }

  @Test
  @Order(2)
  void the_other_workspace_answers_like_one_that_does_not_exist() {
    for (Route route : inWorkspaces()) {
      for (Role role : List.of(Role.OWNER, Role.VIEWER)) {
        SERVER.forgetLimits();
        TestBrowser browser = member(role);
        Answer unknown = route.ask(browser, UUID.randomUUID(), UUID.randomUUID());
        assertThat(unknown.status()).as("%s", route).isEqualTo(404);
        for (String id : ids(route)) {
          alike(route, role, route.ask(browser, theirs, id), unknown);
        }
      }
    }
  }

  @Test
  @Order(3)
  void the_other_workspaces_objects_answer_like_objects_that_do_not_exist() {
    for (Route route : routes) {
      if (route.namesObject()) {
        SERVER.forgetLimits();
        TestBrowser browser = member(Role.OWNER);
        Answer unknown = route.ask(browser, own, UUID.randomUUID());
        for (String id : theirIds) {
          alike(route, Role.OWNER, route.ask(browser, own, id), unknown);
        }
      }
      ASKED_FOREIGN.add(route);
    }
  }

  @Test
  @Order(4)
  void other_methods_tell_nothing_either() {
    for (Route route : inWorkspaces()) {
      for (String verb : List.of("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")) {
        TestBrowser browser = member(Role.OWNER);
        String some = UUID.randomUUID().toString();
        Answer unknown = route.ask(browser, some, UUID.randomUUID(), verb);
        Answer foreign = route.ask(browser, theirs, theirIds.getFirst(), verb);
        assertThat(Route.visible(foreign))
            .as("%s %s", verb, route)
            .isEqualTo(Route.visible(unknown));
      }
    }
  }

  @Test
  @Order(5)
  void each_role_may_do_what_the_route_declares_and_no_more() {
    for (Route route : inWorkspaces()) {
      for (Role role : Role.values()) {
        SERVER.forgetLimits();
        Answer answer = route.ask(member(role), own, UUID.randomUUID());
        boolean permitted = role.permissions().containsAll(route.needed());
        if (permitted) {
          assertThat(answer.status()).as("%s as %s", route, role).isNotIn(401, 403).isLessThan(500);
        } else {
          assertThat(answer.status()).as("%s as %s", route, role).isEqualTo(403);
        }
      }
      ASKED_BY_ROLE.add(route);
    }
    assertThat(routes.stream().anyMatch(r -> !r.needed().isEmpty())).isTrue();
  }

  @Test
  @Order(6)
  void nobody_gets_in_signed_out() {
    for (Route route : routes) {
      SERVER.forgetLimits();
      Answer answer = route.ask(SERVER.browser(), theirs, theirIds.getFirst());
      if (route.inWorkspace()) {
        boolean sentAway = answer.location().equals("/sign-in") || answer.status() == 401;
        assertThat(sentAway).as("%s answered %s", route, answer.status()).isTrue();
      }
      assertThat(answer.body()).doesNotContain("Victim Ltd");
      ASKED_BY_ROLE.add(route);
    }
  }

  @Test
  @Order(7)
  void every_route_was_asked() {
    assertThat(ASKED_FOREIGN).containsExactlyInAnyOrderElementsOf(routes);
    assertThat(ASKED_BY_ROLE).containsExactlyInAnyOrderElementsOf(routes);
  }

  // Without this, wrong addresses would pass for protected ones. What a page makes of rows that
  // only the table's constraints know is not asked here.
  @Test
  @Order(9)
  void the_other_workspaces_own_owner_reaches_each_of_them() {
    for (Route route : removersLast()) {
      SERVER.forgetLimits();
      List<Integer> statuses = new ArrayList<>();
      for (String id : ids(route)) {
        statuses.add(route.ask(victim.copy(), theirs, id).status());
      }
      if (!route.pattern().contains("{table}")) {
        assertThat(statuses).as("%s", route).anyMatch(status -> status != 404);
      }
    }
  }

  // The control switched off: with a membership of the other workspace, the same comparison must
  // see a difference on every route.
  @Test
  @Order(8)
  void a_membership_makes_every_difference_show() {
    UUID member = SERVER.join(theirs, "viewer@example.com", "OWNER");
    try {
      for (Route route : inWorkspaces()) {
        if (!route.namesObject()) {
          SERVER.forgetLimits();
          TestBrowser browser = member(Role.VIEWER);
          var unknown = Route.visible(route.ask(browser, UUID.randomUUID(), member));
          var known = Route.visible(route.ask(browser, theirs, member));
          assertThat(known).as("%s", route).isNotEqualTo(unknown);
        }
      }
    } finally {
      SERVER.superuser().sql("DELETE FROM workspace.member WHERE id = ?").params(member).update();
    }
  }

  private static void alike(Route route, Role role, Answer answer, Answer unknown) {
    assertThat(Route.visible(answer)).as("%s as %s", route, role).isEqualTo(Route.visible(unknown));
  }

  private static List<Route> inWorkspaces() {
    return routes.stream().filter(Route::inWorkspace).toList();
  }

  private static List<Route> removersLast() {
    var removes = Pattern.compile("/(remove|revoke)$").asPredicate();
    return inWorkspaces().stream()
        .sorted(Comparator.comparing(route -> removes.test(route.pattern())))
        .toList();
  }

  private static List<String> ids(Route route) {
    return route.namesObject() ? theirIds : List.of(UUID.randomUUID().toString());
  }

  private static TestBrowser member(Role role) {
    return Objects.requireNonNull(MEMBERS.get(role)).copy();
  }
}
