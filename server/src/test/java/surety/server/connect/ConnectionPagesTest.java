package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.sandbox.Fault;
import surety.sandbox.Tokens;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionPagesTest extends ConnectedWorkspace {

  @Test
  void an_empty_workspace_says_what_to_do_first() {
    assertThat(owner.get(base + "/connections").body())
        .contains("Nothing is connected yet", base + "/connections/new");
    assertThat(owner.get(base + "/connections/new").body())
        .contains("Productive.io", "vendor scope", "Harvest", "our filter");
  }

  @Test
  void a_connected_system_is_listed_with_its_state_and_who_keeps_it_to_reads() {
    String page = connected();

    assertThat(owner.get(base + "/connections").body())
        .contains("Our Productive", "Ready", "vendor scope");
    assertThat(owner.get(page).body())
        .contains("Projects", "Invoices", "Time entries", "People", "Deals", "Bookings")
        .contains("Readable", "127.0.0.1:" + SANDBOX.port());
  }

  @Test
  void where_systems_overlap_an_owner_chooses_which_counts_and_members_see_it() {
    connected();
    assertThat(owner.get(base + "/connections").body()).doesNotContain("Where systems overlap");
    Answer harvest =
        owner.post(
            base + "/connections",
            "connector",
            "harvest",
            "label",
            "Our Harvest",
            "account",
            Tokens.HARVEST_ACCOUNT,
            "currency",
            "EUR",
            "token",
            Tokens.HARVEST_FULL);
    String id = harvest.location().replaceAll(".*/|\\?.*", "");
    assertThat(owner.get(base + "/connections").body())
        .contains("Invoices: which system counts", "The rule: accounting before a PSA")
        .contains("Now Our Productive")
        .doesNotContain("Now Our Harvest", "Bookings: which system counts");

    assertThat(
            owner
                .post(
                    base + "/connections/precedence",
                    "invoices.system",
                    id,
                    "invoices.others",
                    "left_out")
                .location())
        .endsWith("/connections?done=precedence");
    assertThat(owner.get(base + "/connections").body()).contains("Now Our Harvest");
    assertThat(rows("connect.precedence")).isOne();
    assertThat(
            SERVER.bean(Connections.class).precedence(scope()).places().values().stream()
                .map(places -> places.get(Fetch.INVOICES)))
        .containsExactlyInAnyOrder(new Place(0, false), new Place(1, true));

    Answer wrong =
        owner.post(base + "/connections/precedence", "bookings.system", id, "deals.system", id);
    assertThat(wrong.status()).as("Harvest has no bookings").isEqualTo(422);
    assertThat(wrong.body()).contains("Nothing was changed", "role=\"alert\"");
    assertThat(
            owner
                .post(
                    base + "/connections/precedence",
                    "deals.system",
                    "",
                    "deals.others",
                    "left_out")
                .body())
        .contains("Deals: nothing was changed");
    assertThat(rows("connect.precedence")).isOne();

    owner.post(base + "/connections/" + id + "/remove");
    assertThat(rows("connect.precedence")).as("the choice goes with its system").isZero();
  }

  @Test
  void a_test_with_htmx_answers_with_the_result_alone() {
    owner.get(base + "/connections/new?connector=productive");
    Answer answer =
        owner.postPart(
            base + "/connections/test",
            "connector",
            "productive",
            "organization",
            Tokens.PRODUCTIVE_ORGANIZATION,
            "token",
            Tokens.PRODUCTIVE_RESTRICTED);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("<div id=\"tested\"")
        .contains("Readable in part", "Without: salaries", "40")
        .doesNotContain("<form", "<html", Tokens.PRODUCTIVE_RESTRICTED);
  }

  @Test
  void a_field_that_cannot_be_right_is_named_and_nothing_is_sent() {
    SANDBOX.clearRequests();
    owner.get(base + "/connections/new?connector=productive");
    Answer answer =
        owner.post(
            base + "/connections",
            "connector",
            "productive",
            "organization",
            "<b>x</b>",
            "token",
            "bad token\r\nX-Evil: 1");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("does not look right").doesNotContain("X-Evil", "<b>x</b>");
    assertThat(SANDBOX.requests()).isEmpty();
  }

  @Test
  void an_account_is_connected_once() {
    connected();
    Answer again = connect(Tokens.PRODUCTIVE_READ_ONLY);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body()).contains("connected already");
    assertThat(rows("connect.connection")).isOne();
  }

  @Test
  void a_test_of_a_connection_notes_what_went_wrong() {
    String page = connected();
    SANDBOX.inject(Fault.status(403).always());
    owner.get(page);
    assertThat(owner.post(page + "/test").status()).isEqualTo(302);
    assertThat(owner.get(page).body()).contains("Failing", "Not permitted");
  }

  @Test
  void whoever_may_not_see_connections_sees_none_and_another_workspace_finds_nothing() {
    String page = connected();
    TestBrowser stranger = SERVER.signedIn("stranger-" + unique + "@example.com");
    String own = stranger.post("/workspaces", "name", "Other", "currency", "EUR").location();
    String id = page.substring(page.lastIndexOf('/') + 1);

    assertThat(stranger.get(page).status()).isEqualTo(404);
    assertThat(stranger.get(own + "/connections/" + id).status()).isEqualTo(404);
    assertThat(stranger.get(own + "/connections/" + UUID.randomUUID()).status()).isEqualTo(404);
    stranger.get(own + "/connections");
    assertThat(stranger.post(own + "/connections/" + id + "/remove").status()).isEqualTo(404);

    TestBrowser rep = SERVER.signedIn("rep-" + unique + "@example.com");
    SERVER.join(workspace(), "rep-" + unique + "@example.com", "REP");
    assertThat(rep.get(base + "/connections").status()).isEqualTo(403);
    assertThat(rep.get(page).status()).isEqualTo(403);
  }
}
