package surety.server.posture.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A snapshot in which every state occurs.
public final class MadeUpSnapshot {

  public static final Instant NOW = Instant.parse("2026-11-22T06:10:00Z");

  private MadeUpSnapshot() {}

  /// Several claims of each state, with runs, faults, failures and changes.
  public static Snapshot everyState() {
    List<ClaimView> claims =
        List.of(
            probed(
                "PL-02",
                "Connected systems are only ever read.",
                "egress-gate",
                "critical",
                ShownState.PROVEN,
                2),
            probed(
                "PL-03",
                "No record is created, changed or deleted in a connected system.",
                "egress-gate",
                "critical",
                ShownState.FAILING,
                2),
            probed(
                "PL-07",
                "Invoices, time entries and cost rates that we read never reach our database.",
                "ephemeral-records",
                "critical",
                ShownState.PROVEN,
                1),
            probed(
                "PL-09",
                "Figures are held for fifteen minutes at most, then fetched again.",
                "figure-age",
                "high",
                ShownState.STALE,
                1),
            probed(
                "PL-11",
                "Credentials of connected systems are sealed with AES-256-GCM envelope encryption.",
                "envelope-sealing",
                "critical",
                ShownState.PROVEN,
                3),
            probed(
                "PL-22",
                "The access log is kept for 90 days.",
                "retention",
                "medium",
                ShownState.EXPIRED,
                1),
            unproven(),
            probed(
                "PL-32",
                "You reach this server over HTTPS only.",
                "transport-https",
                "critical",
                ShownState.PROVEN,
                4),
            attested(),
            withdrawn());
    List<FaultView> matrix = new ArrayList<>();
    claims.forEach(claim -> matrix.addAll(claim.faults()));
    matrix.add(fault("accept-any-host", "transport-https", "https-only", false, 480));
    return new Snapshot(
        NOW,
        NOW.plus(Duration.ofHours(3)),
        "0.1.0",
        digest("build"),
        digest("config"),
        "https://surety.example:8443",
        claims,
        matrix,
        List.of(
            new Failure(
                488,
                "vendor-unchanged",
                List.of("PL-03"),
                "FAIL",
                "1 attack got through: a time entry was created in the vendor's records",
                NOW.minus(Duration.ofMinutes(40))),
            new Failure(
                301,
                "figure-age",
                List.of("PL-09"),
                "INVALID",
                "the vendor did not answer in time",
                NOW.minus(Duration.ofDays(3)))),
        List.of(
            new Change(
                "PL-03",
                NOW.minus(Duration.ofMinutes(40)),
                Optional.of(ShownState.PROVEN),
                ShownState.FAILING,
                "The newest run of vendor-unchanged failed."),
            new Change(
                "PL-09",
                NOW.minus(Duration.ofHours(9)),
                Optional.of(ShownState.PROVEN),
                ShownState.STALE,
                "The last pass is older than 3 days.")),
        List.of(
            new KeyView(
                "k2",
                digest("key"),
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n",
                NOW.minus(Duration.ofDays(20)),
                Optional.empty(),
                Optional.of(120L))),
        new LogView(512, digest("root"), "surety.example\n512\nroot\n", 431, 61_204));
  }

  private static ClaimView probed(
      String id, String sentence, String control, String severity, ShownState state, int faults) {
    List<FaultView> killed = new ArrayList<>();
    for (int i = 0; i < faults; i++) {
      killed.add(
          fault(
              control + "-off-" + (i + 1),
              control,
              id.toLowerCase(java.util.Locale.ROOT) + "-attack",
              true,
              400 + i));
    }
    boolean fails = state == ShownState.FAILING;
    Duration age =
        state == ShownState.EXPIRED
            ? Duration.ofDays(40)
            : state == ShownState.STALE ? Duration.ofDays(4) : Duration.ofMinutes(fails ? 40 : 12);
    RunView run =
        new RunView(
            id.toLowerCase(java.util.Locale.ROOT) + "-attack",
            "Pushes every kind of write through the product's own client at a vendor that would"
                + " accept it, and reads the vendor's own request log.",
            fails ? "FAIL" : "PASS",
            fails ? "1 attack got through: a time entry was created in the vendor's records" : "",
            488,
            digest(id),
            41,
            41,
            fails ? 211 : 212,
            fails ? 1 : 0,
            12,
            "every connector of the registry, every method of HTTP",
            NOW.minus(age),
            412);
    return new ClaimView(
        id,
        1,
        digest(sentence),
        sentence,
        "enforced",
        severity,
        control,
        state,
        switch (state) {
          case PROVEN ->
              "Every attack was refused in time, and each attack is known to be able to succeed.";
          case FAILING -> "The newest run of vendor-unchanged failed: 1 attack got through.";
          case STALE -> "The last pass is older than 3 days.";
          default -> "The last pass is older than 30 days.";
        },
        Optional.of(NOW.minus(Duration.ofHours(9))),
        List.of(run),
        killed,
        Optional.empty(),
        fails
            ? Optional.of(
                new ExceptionView(
                    "Head of operations",
                    "the vendor is being moved",
                    NOW.plus(Duration.ofDays(5))))
            : Optional.empty(),
        Optional.of(NOW.minus(age).plus(Duration.ofDays(1))),
        Optional.of(NOW.minus(age).plus(Duration.ofDays(3))),
        state == ShownState.PROVEN ? 0.94 : 0,
        "negative control 1.0, coverage 1.00, age 0.94");
  }

  private static ClaimView unproven() {
    String sentence =
        "Names of clients, projects and people are replaced before anything is sent to an AI.";
    return new ClaimView(
        "PL-29",
        1,
        digest(sentence),
        sentence,
        "enforced",
        "critical",
        "pseudonyms",
        ShownState.UNPROVEN,
        "There is no AI in this build, so there is nothing to attack.",
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        "not proven by a probe");
  }

  private static ClaimView attested() {
    String sentence = "Where we stand with SOC 2 is stated.";
    return new ClaimView(
        "PL-36",
        1,
        digest(sentence),
        sentence,
        "attested",
        "low",
        "claim-registry",
        ShownState.ATTESTED,
        "Somebody vouches for it until 1 March 2027.",
        Optional.of(NOW),
        List.of(),
        List.of(),
        Optional.of(
            new VoucherView(
                12,
                digest("voucher"),
                "Security lead",
                "No SOC 2 audit has begun. None is planned before 2028.",
                digest("document"),
                NOW.minus(Duration.ofDays(3)),
                NOW.plus(Duration.ofDays(90)),
                Optional.of(NOW.minus(Duration.ofDays(2))))),
        Optional.empty(),
        Optional.empty(),
        Optional.of(NOW.plus(Duration.ofDays(90))),
        0,
        "not proven by a probe");
  }

  private static ClaimView withdrawn() {
    String sentence = "Connections end at the edge of our hosting company.";
    return new ClaimView(
        "PL-33",
        2,
        digest(sentence),
        sentence,
        "hosting",
        "low",
        "claim-registry",
        ShownState.WITHDRAWN,
        "Withdrawn on 20 November 2026; it was proven until then.",
        Optional.of(NOW.minus(Duration.ofDays(2))),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        "not proven by a probe");
  }

  private static FaultView fault(
      String id, String control, String probe, boolean killed, long seq) {
    return new FaultView(
        id,
        control,
        "live-off",
        probe,
        killed,
        seq,
        digest(id),
        NOW.minus(Duration.ofHours(5)),
        NOW.plus(Duration.ofDays(7)));
  }

  /// SHA-256 of a text, hexadecimal.
  public static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
