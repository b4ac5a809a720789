package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.sandbox.Fault;
import surety.sandbox.Tokens;
import surety.sandbox.Vendor;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsentPagesTest extends ConsentedWorkspace {

  @Test
  void the_page_tells_the_operator_what_to_register_and_the_member_what_is_asked_for() {
    assertThat(owner.get(base + "/connections/new?connector=xero").body())
        .contains("offline_access", "accounting.invoices.read")
        .contains("https://localhost:" + SERVER.port() + "/oauth/callback")
        .contains("SURETY_OAUTH_XERO_ID", "Ask for consent")
        .doesNotContain("Test first");
  }

  @Test
  void a_consent_connects_the_organisation_that_was_named() {
    String page = consented();
    assertThat(owner.get(page).body())
        .contains("Ready", "vendor scope", Tokens.XERO_TENANT, "accounting.contacts.read")
        .doesNotContain("more was granted");
    assertThat(rows("vault.credential")).isEqualTo(2);
    assertThat(rows("connect.consent")).isZero();
  }

  @Test
  void the_account_that_the_way_back_names_is_the_one_that_is_read() {
    Answer answer = Consent.back(owner, begun("connector", "quickbooks", "currency", "EUR"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    assertThat(owner.get(answer.location()).body()).contains(Tokens.QUICKBOOKS_REALM, "our filter");
  }

  @Test
  void the_account_whose_host_comes_with_the_tokens_is_the_one_that_is_read() {
    String way = begun("connector", "salesforce", "currency", "EUR", "currencies", "several");
    Answer answer = Consent.back(owner, way);
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    assertThat(owner.get(answer.location()).body())
        .contains(Tokens.SALESFORCE_DOMAIN, "our filter");
  }

  @Test
  void a_scope_that_nobody_asked_for_is_shown() {
    XERO.grantMore("accounting.invoices");
    assertThat(owner.get(consented()).body()).contains("more was granted than asked for");
  }

  private void refused(Answer answer, String title) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains(title, "nothing was stored");
    assertThat(rows("connect.connection")).isZero();
    assertThat(rows("vault.credential")).isZero();
  }

  @Test
  void a_denied_consent_connects_nothing() {
    XERO.deny(true);
    refused(Consent.back(owner, begun()), "Access was not allowed");
  }

  @Test
  void an_error_of_the_vendor_is_not_repeated() {
    String way = begun().replaceAll("code=[^&]*", "error=%3Cb%3Eserver_error");
    Answer answer = Consent.back(owner, way);
    refused(answer, "ended the consent with an error");
    assertThat(answer.body()).doesNotContain("server_error");
  }

  @Test
  void a_way_back_without_a_code_connects_nothing() {
    refused(
        Consent.back(owner, begun().replaceAll("code=[^&]*&", "")), "sent nothing to go on with");
  }

  @Test
  void a_consent_is_used_once() {
    String way = begun();
    assertThat(Consent.back(owner, way).status()).isEqualTo(302);
    Answer again = Consent.back(owner, way);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body()).contains("not known here");
    assertThat(rows("connect.connection")).isOne();
  }

  @Test
  void a_consent_lasts_ten_minutes() {
    String way = begun();
    SERVER
        .superuser()
        .sql("UPDATE connect.consent SET expires_at = expires_at - interval '601 s'")
        .update();
    refused(Consent.back(owner, way), "took too long");
  }

  @Test
  void another_browser_of_the_same_member_cannot_use_it_and_nobody_can_afterwards() {
    String way = begun();
    TestBrowser elsewhere = SERVER.signedIn("owner-" + unique + "@example.com");
    refused(Consent.back(elsewhere, way), "begun elsewhere");
    refused(Consent.back(owner, way), "not known here");
  }

  @Test
  void another_workspace_of_the_same_session_does_not_know_it() {
    String way = begun();
    String other = owner.post("/workspaces", "name", "Other", "currency", "EUR").location();
    String query = way.substring(way.indexOf('?'));
    Answer answer = owner.get(other + "/connections/callback" + query);
    refused(answer, "not known here");
    String state = workspace().toString();
    String moved = query.replace(state, other.substring("/w/".length()));
    refused(owner.get(other + "/connections/callback" + moved), "not known here");
    assertThat(Consent.back(owner, way).status()).isEqualTo(302);
  }

  @Test
  void a_stranger_finds_no_way_back_into_a_workspace() {
    String way = begun();
    TestBrowser stranger = SERVER.signedIn("stranger-" + unique + "@example.com");
    assertThat(Consent.back(stranger, way).status()).isEqualTo(404);
    assertThat(SERVER.browser().get(way).location()).isEqualTo("/sign-in");
  }

  @Test
  void a_state_with_other_random_bits_is_not_known_and_ends_the_consent() {
    String way = begun();
    String forged = way.replaceAll("(state=[^&]{74})[^&]{43}", "$1" + "A".repeat(43));
    assertThat(forged).isNotEqualTo(way);
    refused(Consent.back(owner, forged), "not known here");
    refused(Consent.back(owner, way), "not known here");
    assertThat(owner.get("/oauth/callback?state=x&code=y").status()).isEqualTo(400);
  }

  @Test
  void a_code_of_another_consent_is_not_accepted() {
    String one = begun();
    String other = begun();
    String code = other.replaceAll(".*(code=[^&]*).*", "$1");
    refused(
        Consent.back(owner, one.replaceAll("code=[^&]*", code)), "did not accept its own consent");
  }

  @Test
  void a_consent_without_refresh_token_is_refused() {
    XERO.forgetRefreshTokens(true);
    refused(Consent.back(owner, begun()), "for a short while only");
  }

  @Test
  void a_consent_for_other_organisations_names_them() {
    Answer answer = Consent.back(owner, begun("connector", "xero", "organisation", "Helix"));
    refused(answer, "for another account");
    assertThat(answer.body()).contains("Another Organisation", "Marlin &amp; Oak");
  }

  @Test
  void a_vendor_that_does_not_answer_connects_nothing() {
    SANDBOX.inject(Fault.maintenancePage().at(Vendor.XERO).on("/connect/token"));
    refused(Consent.back(owner, begun()), "did not answer");
  }

  @Test
  void a_consent_is_the_only_way_to_a_credential_of_such_a_connector() {
    owner.get(base + "/connections/new?connector=xero");
    String[] form = {"connector", "xero", "organisation", "x", "access_token", "y"};
    assertThat(owner.post(base + "/connections", form).status()).isEqualTo(404);
    assertThat(owner.post(base + "/connections/test", form).status()).isEqualTo(404);
    String page = consented();
    owner.get(page);
    assertThat(owner.post(page + "/rotate", form).status()).isEqualTo(404);
    assertThat(owner.post(base + "/connections/consent", "connector", "harvest").status())
        .isEqualTo(404);
  }

  @Test
  void disconnecting_ends_the_consent_at_the_vendor_and_leaves_nothing() {
    String page = consented();
    int before = XERO.revocations();
    owner.get(page);
    assertThat(owner.post(page + "/remove").location()).endsWith("done=revoked");
    assertThat(XERO.revocations()).isEqualTo(before + 1);
    assertThat(rows("connect.oauth_grant")).isZero();
    assertThat(rows("vault.credential")).isZero();
  }

  @Test
  void a_vendor_that_does_not_end_it_keeps_nobody_from_disconnecting() {
    String page = consented();
    SANDBOX.inject(Fault.status(503).at(Vendor.XERO).on("/connect/revocation"));
    owner.get(page);
    String list = owner.post(page + "/remove").location();
    assertThat(owner.get(list).body()).contains("did not say that it ended the consent");
    assertThat(rows("vault.credential")).isZero();
  }
}
