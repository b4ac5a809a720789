package surety.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import surety.evidence.BuildInForce;
import surety.evidence.Bundle;
import surety.evidence.Claim;
import surety.evidence.Claim.ClaimRef;
import surety.evidence.ClaimKind;
import surety.evidence.Entry;
import surety.evidence.Ledger;
import surety.evidence.LedgerEntry;
import surety.evidence.LedgerHead;
import surety.evidence.LedgerWriter;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.ProbeResult.Cases;
import surety.evidence.ProbeResult.Target;
import surety.evidence.Severity;
import surety.evidence.SigningKey;
import surety.translog.Hash;
import surety.translog.MerkleLog;

/// The price of evidence: signing, chaining and proving entries, and verifying all of them from
/// outside, with the verifier's own start and its compilation in the figure.
final class EvidenceBenchmark implements Benchmark {

  private static final int ENTRIES = 10_000;
  private static final String ORIGIN = "evidence.surety.example/bench";
  private static final Hash SOME = Hash.of(new byte[] {1});

  private final SigningKey key = SigningKey.generate(new SecureRandom());

  @Override
  public String name() {
    return "evidence";
  }

  @Override
  public String question() {
    return "entries per second signed, chained, logged and proven, and time to verify a bundle of"
        + " them";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    int entries = quick ? 500 : ENTRIES;
    append(Math.min(entries, 2_000)); // warms up
    Appended appended = append(entries);
    Report report = new Report("evidence: ledger of " + entries + " entries");
    report.add("appended with proofs", perSecond(entries, appended.time()), "/s", "");
    long started = System.nanoTime();
    Ledger ledger = Ledger.verified(appended.envelopes(), key.verifyingKey());
    report.add("read and checked", perSecond(entries, since(started)), "/s", "");
    verify(report, ledger);
    return report;
  }

  private record Appended(List<byte[]> envelopes, Duration time) {}

  private Appended append(int entries) {
    LedgerWriter writer = new LedgerWriter(key);
    MerkleLog log = new MerkleLog();
    LedgerEntry[] written = new LedgerEntry[entries];
    LedgerHead head = LedgerHead.EMPTY;
    Instant now = Instant.parse("2026-03-01T08:00:00Z");
    long started = System.nanoTime();
    for (int i = 0; i < entries; i++) {
      now = now.plusSeconds(1);
      LedgerEntry entry = writer.next(head, entry(i, now), now);
      log.appendHash(entry.leaf());
      if (log.inclusion(i, log.size()).size() > Long.SIZE) {
        throw new IllegalStateException("a proof is longer than any tree is high");
      }
      written[i] = entry;
      head = new LedgerHead(entry.seq(), entry.digest(), entry.recordedAt());
    }
    Duration time = since(started);
    return new Appended(List.of(written).stream().map(LedgerEntry::envelope).toList(), time);
  }

  private static Entry entry(int number, Instant now) {
    return switch (number) {
      case 0 -> new BuildInForce(SOME, SOME);
      case 1 ->
          new Claim(
              "PL-01",
              1,
              "Nobody reads what is not theirs.",
              ClaimKind.ENFORCED,
              Severity.HIGH,
              "row-level-security",
              List.of("isolation"),
              Duration.ofDays(3),
              Duration.ofDays(7),
              1);
      default -> result(number, now);
    };
  }

  private static ProbeResult result(int number, Instant now) {
    boolean passes = number % 100 != 0;
    return new ProbeResult(
        "isolation",
        new Target(SOME, SOME, SOME),
        List.of(new ClaimRef("PL-01", 1)),
        "loopback",
        "00112233445566778899aabbccddeeff",
        Optional.empty(),
        passes ? Outcome.PASS : Outcome.FAIL,
        passes ? "" : "a row of another workspace came back",
        new Cases(41, 41, passes ? 41 : 40, passes ? 0 : 1, 3, 41),
        "all routes of the router",
        now.minusSeconds(1),
        now,
        List.of(),
        List.of("GET /w/other/dashboard answered 404", "GET /w/other/members answered 404"),
        List.of());
  }

  private void verify(Report report, Ledger ledger) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("surety-bench-evidence");
    Path zip = folder.resolve("bundle.zip");
    Path verifier = folder.resolve("Verify.java");
    Instant now = ledger.head().recordedAt();
    long started = System.nanoTime();
    try (OutputStream out = Files.newOutputStream(zip)) {
      Bundle.of(ledger, key.verifyingKey(), key, ORIGIN, now).writeTo(out);
    }
    report.add("bundle written", seconds(since(started)), "s", "");
    report.add("bundle", Files.size(zip) / 1e6, "MB", "");
    Files.writeString(verifier, Bundle.verifier(), StandardCharsets.UTF_8);
    started = System.nanoTime();
    int status = start(verifier, zip, now);
    report.add("bundle verified by java Verify.java", seconds(since(started)), "s", "");
    Files.delete(zip);
    Files.delete(verifier);
    Files.delete(folder);
    if (status != 0) {
      throw new IllegalStateException("the bundle was not verified");
    }
  }

  private static int start(Path verifier, Path zip, Instant now)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(java, verifier.toString(), zip.toString(), "--at", now.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static double perSecond(int count, Duration time) {
    return count / seconds(time);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
