package surety.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;

/// Filters that members save, over HTTPS on the whole server.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SavedFiltersTest {

  private static final TestServer SERVER = TestServer.start();
  private static final TestBrowser OWNER = SERVER.signedIn("owner@example.org");
  private static final TestBrowser MANAGER = SERVER.signedIn("manager@example.org");
  private static final TestBrowser REP = SERVER.signedIn("rep@example.org");
  private static final Pattern ID = Pattern.compile("/security/filters/([0-9a-f-]{36})\"");

  private UUID workspace;
  private UUID owner;
  private String security;

  @BeforeEach
  void open() {
    workspace = SERVER.workspace("Example Ltd");
    owner = SERVER.join(workspace, "owner@example.org", "OWNER");
    SERVER.join(workspace, "manager@example.org", "MANAGER");
    SERVER.join(workspace, "rep@example.org", "REP");
    security = "/w/" + workspace + "/security";
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private Answer save(TestBrowser browser, String name, String query) {
    return browser.post(security + "/filters", "trail", "access", "query", query, "name", name);
  }

  private String idOf(TestBrowser browser) {
    Matcher id = ID.matcher(browser.get(security + "/filters").body());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  @Test
  void a_filter_is_named_saved_opened_and_removed() {
    String page = OWNER.get(security + "?outcome=refused&text=a+b").body();
    assertThat(page).contains("/filters?outcome=refused&amp;text=a%20b&amp;trail=access\"");
    assertThat(OWNER.get(security + "/filters?outcome=refused&text=a%20b&trail=access").body())
        .contains("name=\"query\" value=\"?outcome=refused&amp;text=a%20b\"");

    assertThat(save(OWNER, "  Refused, by \"a b\" ", "?outcome=refused&text=a%20b").location())
        .isEqualTo(security + "/filters?done=saved");
    assertThat(OWNER.get(security + "/filters?done=saved").body())
        .contains("The filter is saved.", ">Refused, by &quot;a b&quot;</a>");
    Answer opened = OWNER.get(security + "/filters/" + idOf(OWNER));
    assertThat(opened.location()).isEqualTo(security + "?outcome=refused&text=a%20b");
    assertThat(OWNER.get(opened.location()).status()).isEqualTo(200);

    String remove = security + "/filters/" + idOf(OWNER) + "/remove";
    assertThat(OWNER.post(remove).location()).isEqualTo(security + "/filters?done=removed");
    assertThat(OWNER.post(remove).location()).isEqualTo(security + "/filters?done=removed");
    assertThat(OWNER.get(security + "/filters").body()).contains("None yet.");
  }

  @Test
  void a_filter_of_the_changes_is_opened_there() {
    OWNER.post(
        security + "/filters",
        "trail",
        "changes",
        "query",
        "?table=workspace.member",
        "name",
        "Members");
    assertThat(OWNER.get(security + "/filters/" + idOf(OWNER)).location())
        .isEqualTo(security + "/changes?table=workspace.member");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\u0000b", "a\rb", "\u202Eb", "a\u2028b"})
  void a_name_that_is_none_is_refused_beside_its_field(String name) {
    Answer answer = save(OWNER, name, "?outcome=refused");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .contains("1 to 80 characters that can be seen", "aria-invalid=\"true\"")
        .contains("value=\"?outcome=refused\"");
  }

  @Test
  void a_name_has_80_characters_at_most_whatever_they_are() {
    assertThat(save(OWNER, "\uD83D\uDD12".repeat(80), "?outcome=refused").status()).isEqualTo(302);
    assertThat(save(OWNER, "x".repeat(81), "?outcome=refused").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?foo=bar",
        "?outcome=x",
        "?outcome=refused&after=1-01920000-0000-7000-8000-00000000abcd",
        "https://example.com/?outcome=",
        "//example.com",
        "?outcome=%",
        "?outcome=refused&text=%zz",
      })
  void what_is_no_filter_is_not_saved(String query) {
    Answer answer = save(OWNER, "Name", query);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("There is no filter to save here");
  }

  @Test
  void an_address_of_elsewhere_is_never_stored() {
    save(OWNER, "Name", "https://example.com/x?outcome=refused");
    assertThat(OWNER.get(security + "/filters/" + idOf(OWNER)).location())
        .isEqualTo(security + "?outcome=refused");
  }

  @Test
  void a_name_is_used_once_and_there_are_fifty_at_most() {
    for (int i = 1; i <= 50; i++) {
      assertThat(save(OWNER, "Filter " + i, "?outcome=refused").status()).isEqualTo(302);
    }
    assertThat(save(OWNER, "Filter 7", "?outcome=failed").body())
        .contains("You have a filter of this name");
    Answer full = save(OWNER, "Another", "?outcome=failed");
    assertThat(full.status()).isEqualTo(422);
    assertThat(full.body()).contains("You have 50 saved filters");
    assertThat(save(MANAGER, "Filter 7", "?outcome=failed").status()).isEqualTo(302);
  }

  @Test
  void another_members_and_another_workspaces_filter_answer_like_one_that_is_not() {
    save(OWNER, "Mine", "?outcome=refused");
    String mine = idOf(OWNER);
    UUID other = SERVER.workspace("Another Ltd");
    SERVER.join(other, "manager@example.org", "OWNER");
    String unknown = "/filters/" + UUID.randomUUID();

    for (String place : new String[] {security, "/w/" + other + "/security"}) {
      for (String end : new String[] {"", "/remove"}) {
        Answer foreign = ask(MANAGER, place + "/filters/" + mine + end);
        Answer none = ask(MANAGER, place + unknown + end);
        assertThat(foreign.status()).isEqualTo(404).isEqualTo(none.status());
        assertThat(foreign.stableBody()).isEqualTo(none.stableBody());
      }
    }
    assertThat(MANAGER.get(security + "/filters").body()).doesNotContain("Mine");
    assertThat(OWNER.get(security + "/filters/" + mine).status()).isEqualTo(302);
    assertThat(REP.get(security + "/filters").status()).isEqualTo(403);
    assertThat(REP.get(security + "/filters/" + mine).status()).isEqualTo(403);
  }

  private static Answer ask(TestBrowser browser, String path) {
    return path.endsWith("/remove") ? browser.post(path) : browser.get(path);
  }

  @Test
  void a_filter_goes_with_its_member_and_both_are_in_the_trail_of_changes() {
    save(MANAGER, "Theirs", "?outcome=refused");
    assertThat(OWNER.get(security + "/changes?table=audit.saved_filter&operation=insert").body())
        .contains("Theirs", "manager@example.org");
    SERVER
        .superuser()
        .sql("DELETE FROM workspace.member WHERE workspace_id = ? AND email LIKE 'manager@%'")
        .param(workspace)
        .update();
    assertThat(
            SERVER
                .superuser()
                .sql("SELECT count(*) FROM audit.saved_filter WHERE workspace_id = ?")
                .param(workspace)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void the_servers_role_writes_no_filter_but_through_the_functions() {
    assertThatThrownBy(
            () ->
                SERVER
                    .runtime()
                    .sql(
                        "INSERT INTO audit.saved_filter (workspace_id, id, principal, trail, name,"
                            + " query) VALUES (?, gen_random_uuid(), ?, 'access', 'x', '?')")
                    .params(workspace, owner)
                    .update())
        .rootCause()
        .hasMessageContaining("permission denied");
  }
}
