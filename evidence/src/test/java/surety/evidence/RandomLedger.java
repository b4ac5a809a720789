package surety.evidence;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import surety.evidence.CounterEvidenceClosed.Resolution;
import surety.evidence.ProbeResult.Cases;

/// Ledgers in which anything happens in any order. The same seed gives the same ledger, but for the
/// keys.
final class RandomLedger {
  static final List<String> IDS = List.of("PL-01", "PL-02", "PL-03");
  private static final List<String> PROBES = List.of("reader", "writer", "guest");
  private static final List<String> FAULTS = List.of("lock-open", "lock-gone", "window-open");

  // Signatures take most of the time, so that all properties look at the same ledgers.
  private static final Map<Long, RandomLedger> WRITTEN = new ConcurrentHashMap<>();

  private Random random;
  private final Script script = new Script();
  private final int[] revisions = {0, 0, 0};

  private RandomLedger(long seed) {
    this.random = new Random(seed);
  }

  static void forAll(int count, Consumer<RandomLedger> check) {
    for (long seed = 1; seed <= count; seed++) {
      try {
        RandomLedger ledger = WRITTEN.computeIfAbsent(seed, RandomLedger::written);
        ledger.random = new Random(seed);
        check.accept(ledger);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("case with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static RandomLedger written(long seed) {
    RandomLedger ledger = new RandomLedger(seed);
    ledger.write();
    return ledger;
  }

  Script script() {
    return script;
  }

  /// Some moment from before the first entry to long after the last.
  Instant moment() {
    long whole = Duration.between(Script.START, script.now()).toSeconds();
    long reach = random.nextBoolean() ? whole : whole + Duration.ofDays(120).toSeconds();
    return Script.START.plusSeconds((long) (random.nextDouble() * (reach + 2)) - 1);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private void write() {
    script.builds("1");
    for (int i = 0; i < IDS.size(); i++) {
      reword(i);
    }
    if (random.nextBoolean()) {
      prove();
    }
    int steps = random.nextInt(40);
    for (int i = 0; i < steps; i++) {
      script.wait(Duration.ofSeconds((long) Math.pow(10, random.nextDouble() * 5.6)));
      step();
    }
  }

  // Most random ledgers would never prove anything, and so say little about what comes after.
  private void prove() {
    for (String probe : PROBES) {
      FAULTS.forEach(fault -> script.kill(fault, probe));
      script.run(probe, Outcome.PASS, claims());
    }
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0 -> reword(random.nextInt(IDS.size()));
      case 1 -> script.builds(Integer.toString(random.nextInt(2)));
      case 2 -> prove();
      case 3, 4, 5 -> script.add(script.result(probe(), outcome(), cases(), claims()));
      case 6 -> script.run(probe(), Outcome.PASS, claims());
      case 7, 8, 9 -> script.add(negativeControl());
      case 10 -> script.add(attestation());
      case 11 -> script.add(new AttestationApproval(number("a"), pick(List.of("Ada", "Bo"))));
      case 12 ->
          script.add(
              new CounterEvidence(number("c"), id(), "report", "found", Script.digest("paper")));
      case 13, 14 -> script.add(closing());
      default -> rare();
    }
  }

  private void rare() {
    switch (random.nextInt(3)) {
      case 0 -> script.add(new Withdrawal(id(), "no longer offered"));
      case 1 ->
          script.add(
              new RiskAccepted(id(), "owner", "known", script.now().plus(Duration.ofDays(3))));
      default -> script.rotate(SigningKey.generate(new SecureRandom()));
    }
  }

  private void reword(int index) {
    revisions[index] += random.nextInt(3) == 0 || revisions[index] == 0 ? 1 : 0;
    Severity severity = pick(List.of(Severity.values()));
    ClaimKind kind = pick(List.of(ClaimKind.values()));
    List<String> probes = PROBES.subList(0, random.nextInt(3));
    script.add(
        new Claim(
            IDS.get(index),
            revisions[index],
            "Sentence " + revisions[index],
            kind,
            severity,
            pick(List.of("lock", "window")),
            probes,
            severity.fresh(),
            severity.expire(),
            random.nextInt(5)));
  }

  private NegativeControl negativeControl() {
    String fault = pick(FAULTS);
    return script.negativeControl(
        fault,
        fault.startsWith("lock") ? "lock" : "window",
        probe(),
        pick(List.of(FaultClass.values())),
        random.nextInt(3) > 0);
  }

  private Attestation attestation() {
    Instant issued = script.now().plus(Duration.ofDays(random.nextInt(9) - 4L));
    return new Attestation(
        number("a"),
        Script.refs(claims()).getFirst(),
        pick(List.of("Ada", "Bo")),
        "It is so.",
        Script.digest("paper"),
        "paper",
        issued,
        issued.plus(Duration.ofDays(1 + random.nextInt(400))));
  }

  private CounterEvidenceClosed closing() {
    List<LedgerEntry> entries = script.ledger().entries();
    LedgerEntry cited = entries.get(random.nextInt(entries.size()));
    return new CounterEvidenceClosed(
        number("c"), pick(List.of(Resolution.values())), "looked at", cited.digest());
  }

  private Cases cases() {
    return new Cases(
        random.nextInt(5),
        random.nextInt(5),
        random.nextInt(4),
        random.nextInt(3) / 2,
        random.nextInt(4),
        random.nextInt(5));
  }

  private String[] claims() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < IDS.size(); i++) {
      if (random.nextInt(3) > 0) {
        all.add(IDS.get(i) + "@" + Math.max(1, revisions[i] - random.nextInt(2) * below(2)));
      }
    }
    return all.isEmpty() ? new String[] {"PL-01@" + revisions[0]} : all.toArray(String[]::new);
  }

  private Outcome outcome() {
    return pick(List.of(Outcome.PASS, Outcome.PASS, Outcome.FAIL, Outcome.INVALID));
  }

  private String probe() {
    return pick(PROBES);
  }

  private String id() {
    return pick(IDS);
  }

  private String number(String prefix) {
    return prefix + random.nextInt(3);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
