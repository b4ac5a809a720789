package surety.server.posture.probes;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.ConsentingVendor;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probes.CanaryConsent.Stored;

/// Disconnects a system whose vendor asked for consent, and looks at once for what is left of it.
@Component
class ConsentEndProbe implements Probe {

  private static final String ACCESS = "the access token in its row";
  private static final String REFRESH = "the refresh token in its row";
  private static final String GRANT = "the note of the consent";
  private static final String VENDOR = "the consent at the vendor";
  private static final String USE = "a use of the connection afterwards";

  private final ConsentingVendor vendor;
  private final CanaryRows rows;

  ConsentEndProbe(ConsentingVendor vendor, CanaryRows rows) {
    this.vendor = vendor;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "consent-end";
  }

  @Override
  public String attack() {
    return "Disconnects a system that was connected by consent and, with the answer in hand, looks"
        + " for rows that hold its tokens, for the vendor's word that it was told to end the"
        + " consent, and for any way to use it again.";
  }

  @Override
  public void run(ProbeRun run) {
    run.population(
        "everything that holds or uses a token", List.of(ACCESS, REFRESH, GRANT, VENDOR, USE));
    try (CanaryConsent consent = new CanaryConsent(run, vendor, rows)) {
      Stored stored = consent.connected();
      run.control("both tokens are stored", left(consent, stored.access(), stored.refresh()) == 2);
      String refresh = vendor.newest().refresh();
      Instant since = Instant.now();
      boolean gone = consent.remove(stored).status() == 302;
      run.control("disconnecting is accepted", gone);
      run.attack(ACCESS, none(left(consent, stored.access(), stored.access())));
      run.attack(REFRESH, none(left(consent, stored.refresh(), stored.refresh())));
      run.attack(GRANT, none(grants(consent, stored)));
      boolean told =
          vendor.requests(since).stream()
              .filter(it -> it.path().equals("/oauth/revoke"))
              .anyMatch(it -> CanaryConsent.form(it).contains("token=" + refresh));
      run.attack(VENDOR, Attempt.of(told, told ? "told to end it" : "not told"));
      Instant after = Instant.now();
      int status = consent.test(stored).status();
      int sent = vendor.requests(after).size();
      run.attack(USE, Attempt.of(status == 404 && sent == 0, "status " + status));
    }
  }

  private static Attempt none(long rows) {
    return Attempt.of(rows == 0, rows + " rows are left");
  }

  private long left(CanaryConsent consent, UUID one, UUID other) {
    return rows.read(
        consent.canary(),
        client ->
            client
                .sql(
                    "SELECT count(*) FROM vault.credential WHERE workspace_id = ? AND id IN (?, ?)")
                .params(consent.canary().workspace().value(), one, other)
                .query(Long.class)
                .single());
  }

  private long grants(CanaryConsent consent, Stored stored) {
    return rows.read(
        consent.canary(),
        client ->
            client
                .sql(
                    """
                    SELECT count(*) FROM connect.oauth_grant
                     WHERE workspace_id = ? AND connection_id = ?
                    """)
                .params(consent.canary().workspace().value(), stored.id())
                .query(Long.class)
                .single());
  }
}
