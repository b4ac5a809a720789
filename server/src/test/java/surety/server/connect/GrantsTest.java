package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import surety.sandbox.Fault;
import surety.sandbox.Vendor;
import surety.server.audit.AccessLog;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.Grants.Standing;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.identity.TestBrowser.Answer;
import surety.server.vault.CredentialVault;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScopes;

/// Two servers keep the tokens of one connection fresh: the one that runs, and one that knows
/// nothing of it but the database.
@DisplayNameGeneration(ReplaceUnderscores.class)
class GrantsTest extends ConsentedWorkspace {

  private final Grants here = SERVER.bean(Grants.class);
  private final Grants there =
      new Grants(
          SERVER.bean(WorkspaceDatabase.class),
          SERVER.bean(WorkspaceScopes.class),
          SERVER.bean(CredentialVault.class),
          SERVER.bean(AuthorizationServers.class),
          Clock.systemUTC());
  private final ConnectorPlan plan = SERVER.bean(Connectors.class).find("xero").orElseThrow();
  private String page = "";
  private int refreshes;
  private int reuses;

  @BeforeEach
  void connect() {
    page = consented();
    refreshes = XERO.refreshes();
    reuses = XERO.reuses();
  }

  private WorkspaceId own() {
    return new WorkspaceId(workspace());
  }

  private Connection connection() {
    return SERVER.bean(Connections.class).find(scope(), id(page)).orElseThrow();
  }

  private long generation() {
    return here.find(own(), id(page)).orElseThrow().generation();
  }

  private Standing renew(Grants node) {
    return node.afterRefusal(own(), connection(), plan, generation());
  }

  private FetchReport people() {
    ConnectedSource source = SERVER.bean(Connections.class).sources(scope()).getFirst();
    return new RecordedFetch(SERVER.bean(AccessLog.class), scope())
        .read(source, Fetch.PEOPLE, FetchRange.all(), _ -> {});
  }

  @Test
  void a_token_that_lasts_is_not_renewed_and_one_that_is_about_to_expire_is() {
    assertThat(here.fresh(own(), connection(), plan)).isEqualTo(new Standing.Fresh(1));
    assertThat(XERO.refreshes()).isEqualTo(refreshes);
    SERVER
        .superuser()
        .sql(
            """
            UPDATE connect.oauth_grant
               SET renewed_at = now() - interval '26 min', expires_at = now() + interval '4 min'
             WHERE workspace_id = ?
            """)
        .param(workspace())
        .update();
    assertThat(here.fresh(own(), connection(), plan)).isEqualTo(new Standing.Fresh(2));
    assertThat(there.fresh(own(), connection(), plan)).isEqualTo(new Standing.Fresh(2));
    assertThat(XERO.refreshes()).isEqualTo(refreshes + 1);
    assertThat(people().isComplete()).isTrue();
  }

  // The vendor ends the whole consent when a used refresh token comes again, is slow at times, and
  // at times the session of whoever has its answer is killed as it commits. Such a token is shown
  // again by need; then, and only then, the vendor is one that lets the former token pass until the
  // new one was used.
  @Test
  void two_servers_renew_one_connection_a_thousand_times_and_do_not_lose_it() throws Exception {
    int rounds = 1_000;
    int kills = 0;
    WorkspaceId workspace = own();
    Connection connection = connection();
    try (CommitKiller killer = new CommitKiller(SERVER.superuser());
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int round = 1; round <= rounds; round++) {
        boolean kill = round % 40 == 0;
        XERO.strict(!kill);
        if (kill) {
          killer.killNext();
          kills++;
        }
        if (round % 50 == 1) {
          SANDBOX.inject(
              Fault.slowBody(Duration.ofMillis(40)).at(Vendor.XERO).on("/connect/token"));
        }
        long refused = round;
        List<Future<Standing>> asked = new ArrayList<>();
        for (int i = 0; i < (round % 20 == 0 ? 6 : 2); i++) {
          Grants node = i % 2 == 0 ? here : there;
          asked.add(threads.submit(() -> node.afterRefusal(workspace, connection, plan, refused)));
        }
        assertThat(asked.stream().map(GrantsTest::outcome).filter(Optional::isEmpty))
            .as("killed in round %d", round)
            .hasSize(kill ? 1 : 0);
        assertThat(asked.stream().map(GrantsTest::outcome).flatMap(Optional::stream))
            .isNotEmpty()
            .allMatch(new Standing.Fresh(refused + 1)::equals);
      }
    }
    assertThat(XERO.refreshes()).isEqualTo(refreshes + rounds + kills);
    assertThat(XERO.reuses()).as("tokens shown after their rotation").isEqualTo(reuses + kills);
    assertThat(generation()).isEqualTo(rounds + 1);
    assertThat(people().isComplete()).isTrue();
  }

  // Empty if it was killed.
  private static Optional<Standing> outcome(Future<Standing> asked) {
    try {
      return Optional.of(asked.get());
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .isInstanceOfAny(DataAccessException.class, TransactionException.class);
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_slow_vendor_is_asked_once_by_all_who_wait() throws Exception {
    SANDBOX.inject(Fault.slowBody(Duration.ofSeconds(1)).at(Vendor.XERO).on("/connect/token"));
    long refused = generation();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Standing> one =
          threads.submit(() -> here.afterRefusal(own(), connection(), plan, refused));
      Future<Standing> other =
          threads.submit(() -> there.afterRefusal(own(), connection(), plan, refused));
      assertThat(one.get()).isEqualTo(other.get()).isEqualTo(new Standing.Fresh(refused + 1));
    }
    assertThat(XERO.refreshes()).isEqualTo(refreshes + 1);
  }

  @Test
  void what_was_not_committed_before_the_server_died_is_asked_for_again() {
    try (CommitKiller killer = new CommitKiller(SERVER.superuser())) {
      killer.killNext();
      assertThatThrownBy(() -> renew(here))
          .isInstanceOfAny(DataAccessException.class, TransactionException.class);
    }
    assertThat(XERO.refreshes()).isEqualTo(refreshes + 1);
    assertThat(generation()).isOne();
    assertThat(people().isComplete()).as("with the former access token").isTrue();

    assertThat(renew(there)).isEqualTo(new Standing.Fresh(2));
    assertThat(XERO.reuses()).isEqualTo(reuses + 1);
    assertThat(people().isComplete()).isTrue();
  }

  // Nobody can keep a token that only the dead server had.
  @Test
  void a_strict_vendor_ends_the_consent_after_such_a_death_and_that_is_told() {
    XERO.strict(true);
    try (CommitKiller killer = new CommitKiller(SERVER.superuser())) {
      killer.killNext();
      assertThatThrownBy(() -> renew(here))
          .isInstanceOfAny(DataAccessException.class, TransactionException.class);
    }
    assertThat(renew(there))
        .isEqualTo(new Standing.Stale(Reason.CREDENTIALS_REFUSED, "CONSENT_ENDED"));
    assertThat(owner.get(page).body()).contains("ended by the vendor", "Consent again");
  }

  @Test
  void an_answer_that_breaks_off_or_is_none_leaves_the_connection_as_it_was() {
    SANDBOX.inject(Fault.truncatedBody().at(Vendor.XERO).on("/connect/token"));
    assertThat(renew(here)).isInstanceOf(Standing.Stale.class);
    SANDBOX.inject(Fault.maintenancePage().at(Vendor.XERO).on("/connect/token"));
    assertThat(renew(here)).isEqualTo(new Standing.Stale(Reason.VENDOR_DOWN, "TOKEN"));
    assertThat(generation()).isOne();
    assertThat(renew(there)).isEqualTo(new Standing.Fresh(2));
    assertThat(people().isComplete()).isTrue();
  }

  @Test
  void a_refusal_that_comes_once_ends_nothing() {
    XERO.refuse(1);
    assertThat(renew(here)).isEqualTo(new Standing.Fresh(2));
    assertThat(people().isComplete()).isTrue();
  }

  @Test
  void an_access_token_that_the_vendor_ended_is_renewed_in_the_course_of_a_fetch() {
    XERO.endAccess();
    assertThat(people().isComplete()).isTrue();
    assertThat(XERO.refreshes()).isEqualTo(refreshes + 1);
    assertThat(XERO.reuses()).isEqualTo(reuses);
  }

  @Test
  void a_consent_that_the_vendor_ended_is_told_and_given_again() {
    XERO.refuse(2);
    XERO.endAccess();
    assertThat(people().notes())
        .extracting(FetchReport.Note::reason)
        .containsOnly(Reason.CREDENTIALS_REFUSED);
    assertThat(renew(there))
        .isEqualTo(new Standing.Stale(Reason.CREDENTIALS_REFUSED, "CONSENT_ENDED"));
    assertThat(owner.get(page).body())
        .contains("Credential refused", "ended by the vendor", "Consent again");

    Answer asked = owner.post(page + "/consent");
    assertThat(Consent.back(owner, Consent.allowed(asked.body())).location())
        .isEqualTo(page + "?done=consented");
    assertThat(owner.get(page).body()).contains("Ready").doesNotContain("ended by the vendor");
    assertThat(people().isComplete()).isTrue();
    assertThat(rows("vault.credential")).isEqualTo(2);
  }
}
