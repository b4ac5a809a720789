package surety.server.posture.probes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import surety.server.connect.FetchReport;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingVendor.Request;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.vault.CredentialRef;
import surety.server.workspace.Role;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The attacked workspace's connection to the recording vendor, as its owner handles it in Settings
/// → Connections.
final class CanaryConnection {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final String UNAVAILABLE = FetchReport.Reason.CREDENTIAL_UNAVAILABLE.sentence();

  private final ProbeRun run;
  private final CanaryRows rows;
  private final Canary canary;
  private final TargetBrowser owner;
  private final String base;

  /// A stored connection and its sealed credential.
  record Stored(UUID id, CredentialRef credential, String settings, String label, byte[] sealed) {

    Map<String, String> form() {
      return JSON.readValue(settings, TEXTS);
    }
  }

  CanaryConnection(ProbeRun run, CanaryRows rows) {
    this.run = run;
    this.rows = rows;
    this.canary = run.canaries().a();
    this.owner = canary.as(Role.OWNER);
    this.base = "/w/" + canary.workspace() + "/connections";
  }

  Optional<Stored> find() {
    return rows.read(
        canary,
        client ->
            client
                .sql(
                    """
                    SELECT n.id, n.credential_id, n.settings::text, n.label, c.sealed
                      FROM connect.connection n
                      JOIN vault.credential c
                        ON c.workspace_id = n.workspace_id AND c.id = n.credential_id
                     WHERE n.workspace_id = ? AND n.connector = ?
                    """)
                .params(canary.workspace().value(), run.vendor().connector())
                .query(
                    (row, _) ->
                        new Stored(
                            row.getObject(1, UUID.class),
                            new CredentialRef(row.getObject(2, UUID.class)),
                            row.getString(3),
                            row.getString(4),
                            row.getBytes(5)))
                .optional());
  }

  /// The connection.
  ///
  /// @throws IllegalStateException if there is none, so that the run proves nothing
  Stored stored() {
    return find().orElseThrow(() -> new IllegalStateException("the canary is not connected"));
  }

  /// Has the server try the connection with its stored credential.
  Page test(Stored connection) {
    return owner.post(base + "/" + connection.id() + "/test", Map.of());
  }

  /// Whether the vendor was asked with the right credential just now.
  boolean works(Stored connection) {
    Instant since = Instant.now();
    Page page = test(connection);
    return page.status() == 302 && carries(run.vendor().requests(since), run.vendor().token());
  }

  Page rotate(Stored connection, String token) {
    return owner.post(base + "/" + connection.id() + "/rotate", Map.of("token", token));
  }

  Page remove(Stored connection) {
    return owner.post(base + "/" + connection.id() + "/remove", Map.of());
  }

  /// Connects again, as it was.
  Page connect(Stored former) {
    Map<String, String> form = new HashMap<>(former.form());
    form.put("connector", run.vendor().connector());
    form.put("label", former.label());
    form.put("token", run.vendor().token());
    return owner.post(base, form);
  }

  /// Whether the page says that the stored credential cannot be used.
  static boolean saysUnusable(Page page) {
    return page.status() == 422 && page.text().contains(UNAVAILABLE);
  }

  /// Whether there are requests and all of them carry this token.
  static boolean carries(List<Request> requests, String token) {
    return !requests.isEmpty() && requests.stream().allMatch(request -> holds(request, token));
  }

  /// Whether a request carries this token anywhere.
  static boolean holds(Request request, String token) {
    return request.headers().values().stream().anyMatch(value -> value.contains(token))
        || request.path().contains(token)
        || new String(request.body(), StandardCharsets.ISO_8859_1).contains(token);
  }
}
