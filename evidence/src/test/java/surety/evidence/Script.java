package surety.evidence;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import surety.evidence.Claim.ClaimRef;
import surety.evidence.ProbeResult.Cases;
import surety.evidence.ProbeResult.Observation;
import surety.evidence.ProbeResult.Target;
import surety.translog.Hash;

/// Writes a ledger line by line. The names are made up.
final class Script {
  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  static final String ORIGIN = "evidence.surety.example/one";
  static final Cases GOOD = new Cases(4, 4, 4, 0, 2, 4);
  static final Cases BROKEN = new Cases(4, 4, 3, 1, 2, 4);

  final SigningKey firstKey = SigningKey.generate(new SecureRandom());
  private SigningKey key = firstKey;
  private Ledger ledger = Ledger.empty(firstKey.verifyingKey());
  private Instant now = START;
  private Hash build = digest("build 1");
  private Hash config = digest("config 1");

  static Hash digest(String of) {
    return Hash.of(of.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static Claim claim(String id, int revision, Severity severity, String... probes) {
    return claim(id, revision, ClaimKind.ENFORCED, severity, probes);
  }

  static Claim claim(String id, int revision, ClaimKind kind, Severity severity, String... probes) {
    return new Claim(
        id,
        revision,
        "Nobody reads what is not theirs (" + revision + ").",
        kind,
        severity,
        "lock",
        List.of(probes),
        severity.fresh(),
        severity.expire(),
        2);
  }

  Instant now() {
    return now;
  }

  Script wait(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  Script add(Entry entry) {
    ledger = ledger.with(new LedgerWriter(key).next(ledger.head(), entry, now));
    return this;
  }

  Script rotate(SigningKey next) {
    add(new KeyRotation(next.verifyingKey(), "yearly"));
    key = next;
    return this;
  }

  Script builds(String name) {
    build = digest("build " + name);
    config = digest("config " + name);
    return add(new BuildInForce(build, config));
  }

  Script run(String probe, Outcome outcome, String... claims) {
    return add(result(probe, outcome, outcome == Outcome.FAIL ? BROKEN : GOOD, claims));
  }

  /// Claims are given as `id@revision`.
  ProbeResult result(String probe, Outcome outcome, Cases cases, String... claims) {
    return new ProbeResult(
        probe,
        target(probe),
        refs(claims),
        "loopback",
        "00112233445566778899aabbccddeeff",
        Optional.of("a visitor's own"),
        outcome,
        outcome == Outcome.PASS ? "" : "seen \"this\" – and that",
        cases,
        "all routes of the router",
        now.minusSeconds(2),
        now.minusSeconds(1),
        List.of(new Observation("slowest", new BigDecimal("12.5"), "ms")),
        List.of("GET /x answered 404"),
        List.of());
  }

  Target target(String probe) {
    return new Target(build, config, digest("code of " + probe));
  }

  Script kill(String fault, String probe) {
    return add(negativeControl(fault, "lock", probe, FaultClass.LIVE_OFF, true));
  }

  Script miss(String fault, String probe) {
    return add(negativeControl(fault, "lock", probe, FaultClass.LIVE_OFF, false));
  }

  NegativeControl negativeControl(
      String fault, String control, String probe, FaultClass faultClass, boolean killed) {
    return new NegativeControl(
        fault,
        control,
        faultClass,
        probe,
        target(probe),
        digest("twin"),
        killed ? Outcome.FAIL : Outcome.PASS,
        killed ? 3 : 0,
        now,
        now.plus(Duration.ofDays(20)));
  }

  static List<ClaimRef> refs(String... claims) {
    List<ClaimRef> refs = new ArrayList<>();
    for (String claim : claims) {
      String[] parts = claim.split("@");
      refs.add(new ClaimRef(parts[0], Integer.parseInt(parts[1])));
    }
    return refs;
  }

  /// One claim that is proven: `PL-01`, by probe `reader`, against fault `lock-open`.
  static Script proven(Severity severity) {
    return new Script()
        .builds("1")
        .add(claim("PL-01", 1, severity, "reader"))
        .kill("lock-open", "reader")
        .run("reader", Outcome.PASS, "PL-01@1");
  }

  Ledger ledger() {
    return ledger;
  }

  ClaimState state(String id) {
    return ClaimState.of(ledger, id, now);
  }

  ClaimState stateAfter(Duration duration) {
    return ClaimState.of(ledger, "PL-01", now.plus(duration));
  }

  List<byte[]> envelopes() {
    return new ArrayList<>(ledger.entries().stream().map(LedgerEntry::envelope).toList());
  }

  Bundle bundle() {
    return Bundle.of(ledger, firstKey.verifyingKey(), key, ORIGIN, now);
  }

  SigningKey key() {
    return key;
  }
}
