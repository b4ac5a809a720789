package surety.server.posture.probes;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.platform.Ids;
import surety.server.platform.Token;

/// Sessions of an account that are there to be ended. They are opened by the functions by which a
/// mailed link opens one; only the mail is left out, of which an address gets few in an hour.
@Component
class TrialSessions {

  private final SecureRandom random = new SecureRandom();
  private final InjectedSql sql;

  TrialSessions(InjectedSql sql) {
    this.sql = sql;
  }

  /// A session, and what its browser would hold.
  record Trial(UUID id, Token secret) {}

  /// Opens one.
  Trial open(String address) {
    var trial = new Trial(Ids.next(), Token.random(random));
    Token link = Token.random(random);
    Token browser = Token.random(random);
    sql.keepAsServer(client -> request(client, link, browser, address));
    sql.keepAsServer(client -> redeem(client, link, browser, trial));
    return trial;
  }

  /// Types a code that is none, in a browser that asked for a link.
  void typeWrongCode(String address) {
    Token browser = Token.random(random);
    sql.keepAsServer(client -> request(client, Token.random(random), browser, address));
    sql.keepAsServer(
        client ->
            client
                .sql("SELECT identity.redeem_code(?, 'wrong', ?, ?, ?, 'Rehearsal', 'loopback')")
                .params(browser.bytes(), Token.random(random).bytes(), Ids.next(), Ids.next())
                .query(String.class)
                .single());
  }

  private static int request(JdbcClient client, Token link, Token browser, String address) {
    return client
        .sql("SELECT identity.request_sign_in(?, ?, ''::bytea, '', ?)::text")
        .params(link.bytes(), browser.bytes(), address)
        .query()
        .listOfRows()
        .size();
  }

  private static boolean redeem(JdbcClient client, Token link, Token browser, Trial trial) {
    return client
        .sql("SELECT identity.redeem_link(?, ?, ?, ?, ?, 'Rehearsal', 'loopback')")
        .params(link.bytes(), browser.bytes(), trial.secret().bytes(), trial.id(), Ids.next())
        .query(Boolean.class)
        .single();
  }

  /// Makes one older: as if nobody had used it, and as if it had been open, for so long.
  void age(Trial trial, Duration unused, Duration open) {
    sql.keepAsServer(
        client ->
            client
                .sql(
                    "SELECT identity.age_session(?, make_interval(secs => ?), make_interval(secs =>"
                        + " ?))")
                .params(trial.secret().bytes(), unused.toSeconds(), open.toSeconds())
                .query(Boolean.class)
                .single());
  }
}
