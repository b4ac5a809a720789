package surety.server.posture.probes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.ConsentingVendor;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// The way of an owner to the vendor's consent and back, and the connection that comes of it. It is
/// the workspace's that has no other connection, and is gone when this is closed.
final class CanaryConsent implements AutoCloseable {

  private static final Pattern LINK = Pattern.compile("href=\"(https://[^\"]*response_type[^\"]*)");
  private static final String TOKENS = "/oauth/token";

  private final ProbeRun run;
  private final ConsentingVendor vendor;
  private final CanaryRows rows;
  private final Canary canary;
  private final TargetBrowser owner;
  private final String base;

  /// What is stored of the connection.
  record Stored(UUID id, UUID access, UUID refresh) {}

  CanaryConsent(ProbeRun run, ConsentingVendor vendor, CanaryRows rows) {
    this.run = run;
    this.vendor = vendor;
    this.rows = rows;
    this.canary = run.canaries().b();
    this.owner = canary.as(Role.OWNER);
    this.base = "/w/" + canary.workspace() + "/connections";
    close(); // what an interrupted run left
  }

  Canary canary() {
    return canary;
  }

  TargetBrowser owner() {
    return owner;
  }

  /// The page that tells where to go for the consent. The connection's name will hold the nonce.
  Page asked() {
    return owner.post(
        base + "/consent",
        Map.of("connector", vendor.connector(), "label", "Consent " + run.nonce(), "account", "1"));
  }

  /// Where that page leads.
  URI place(Page asked) {
    Matcher link = LINK.matcher(asked.text());
    if (!link.find()) {
      run.unable("nobody is sent for consent: status " + asked.status());
    }
    return URI.create(link.group(1).replace("&amp;", "&"));
  }

  /// Goes for the consent, up to the way back.
  String begun() {
    return vendor.consented(place(asked()));
  }

  /// What a browser sees that comes back.
  static Page back(TargetBrowser browser, String way) {
    Page relayed = browser.get(way);
    String next = relayed.headers().firstValue("Location").orElse("");
    return relayed.status() == 302 ? browser.get(next) : relayed;
  }

  /// Whether an answer leads to a connection that came of a consent.
  static boolean isConnected(Page page) {
    String next = page.headers().firstValue("Location").orElse("");
    return page.status() == 302 && next.endsWith("done=connected");
  }

  /// Connects, and reports that the vendor was then read with the token that it gave.
  Stored connected() {
    Instant since = Instant.now();
    boolean connected = isConnected(back(owner, begun()));
    Optional<Stored> stored = stored();
    run.control("a consent becomes a connection", connected && stored.isPresent());
    if (stored.isEmpty()) {
      run.unable("the consent became no connection");
    }
    run.control("its token is in use", carry(readings(since), vendor.newest().access()));
    run.echo(page(stored.orElseThrow()).body());
    return stored.orElseThrow();
  }

  /// The connection's page.
  Page page(Stored stored) {
    return owner.get(base + "/" + stored.id());
  }

  /// Has the server try the connection.
  Page test(Stored stored) {
    return owner.post(base + "/" + stored.id() + "/test", Map.of());
  }

  Page remove(Stored stored) {
    return remove(stored.id());
  }

  private Page remove(UUID id) {
    return owner.post(base + "/" + id + "/remove", Map.of());
  }

  Optional<Stored> stored() {
    return rows.read(
        canary,
        client ->
            client
                .sql(
                    """
                    SELECT n.id, n.credential_id, g.refresh_credential_id
                      FROM connect.connection n
                      JOIN connect.oauth_grant g
                        ON g.workspace_id = n.workspace_id AND g.connection_id = n.id
                     WHERE n.workspace_id = ? AND n.connector = ?
                    """)
                .params(canary.workspace().value(), vendor.connector())
                .query(
                    (row, _) ->
                        new Stored(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class)))
                .optional());
  }

  /// Brings the access token to its end: the vendor takes it no more, and the server's own note is
  /// that it is over.
  void expire(Stored stored) {
    vendor.expire();
    rows.write(
        canary,
        client ->
            client
                .sql(
                    """
                    UPDATE connect.oauth_grant
                       SET renewed_at = now() - interval '2 hours',
                           expires_at = now() - interval '1 hour'
                     WHERE workspace_id = ? AND connection_id = ?
                    """)
                .params(canary.workspace().value(), stored.id())
                .update());
  }

  /// Requests for tokens that came in since `since`.
  List<Request> tokenRequests(Instant since) {
    return vendor.requests(since).stream().filter(it -> it.path().equals(TOKENS)).toList();
  }

  /// Requests for records that came in since `since`.
  List<Request> readings(Instant since) {
    return vendor.requests(since).stream().filter(it -> it.path().startsWith("/v2/")).toList();
  }

  /// Whether there are requests and all of them carry this token.
  static boolean carry(List<Request> requests, String token) {
    return CanaryConnection.carries(requests, token);
  }

  /// The form that a request came with, as it was sent.
  static String form(Request request) {
    return new String(request.body(), StandardCharsets.US_ASCII);
  }

  /// What becomes of the same thing done by several at a time.
  static List<Page> together(int several, Supplier<Page> work) {
    List<Future<Page>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < several; i++) {
        all.add(threads.submit(work::get));
      }
    }
    return all.stream().map(Future::resultNow).toList();
  }

  /// Removes every connection to the vendor.
  @Override
  public void close() {
    rows.read(
            canary,
            client ->
                client
                    .sql(
                        "SELECT id FROM connect.connection WHERE workspace_id = ? AND connector ="
                            + " ?")
                    .params(canary.workspace().value(), vendor.connector())
                    .query(UUID.class)
                    .list())
        .forEach(this::remove);
  }
}
