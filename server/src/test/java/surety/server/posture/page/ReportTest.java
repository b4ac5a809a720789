package surety.server.posture.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.evidence.BuildInForce;
import surety.evidence.Bundle;
import surety.evidence.Claim;
import surety.evidence.ClaimKind;
import surety.evidence.Entry;
import surety.evidence.FaultClass;
import surety.evidence.Ledger;
import surety.evidence.LedgerWriter;
import surety.evidence.NegativeControl;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.ProbeResult.Cases;
import surety.evidence.ProbeResult.Target;
import surety.evidence.Severity;
import surety.evidence.SigningKey;
import surety.server.posture.view.ClaimView;
import surety.server.posture.view.LedgerSnapshot;
import surety.server.posture.view.MadeUpSnapshot;
import surety.server.posture.view.RunView;
import surety.server.posture.view.Snapshot;
import surety.translog.Hash;

/// The page that a bundle holds for readers.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReportTest {

  private static final Snapshot SNAPSHOT = MadeUpSnapshot.everyState();
  private static final String REPORT = WrittenPages.report(SNAPSHOT);
  private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=y>\"'&";

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Hash BUILD = Hash.of("build".getBytes(StandardCharsets.UTF_8));
  private static final Target TARGET = new Target(BUILD, BUILD, BUILD);

  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private Ledger ledger = Ledger.empty(key.verifyingKey());

  @TempDir private Path folder;

  @Test
  void every_claim_is_there_with_its_state_its_reason_and_what_was_attacked() {
    for (ClaimView claim : SNAPSHOT.claims()) {
      String card = REPORT.replaceFirst("(?s).*id=\"" + claim.id() + "\"(.*?)</article>.*", "$1");
      assertThat(text(card))
          .containsIgnoringCase(claim.state().label())
          .contains(claim.sentence(), claim.reason(), claim.severity(), claim.control());
      for (RunView run : claim.runs()) {
        assertThat(text(card))
            .contains(run.probe(), run.outcome(), run.attack(), run.populationHow(), run.digest())
            .contains(run.executed() + " of " + run.declared() + " cases");
        assertThat(card)
            .contains("href=\"evidence/" + run.seq() + ".dsse.json\"")
            .contains("datetime=\"" + run.endedAt() + "\"");
      }
    }
  }

  @Test
  void it_tells_how_to_verify_it_with_the_first_key() {
    assertThat(text(REPORT))
        .contains("java Verify.java . --key " + SNAPSHOT.firstKey())
        .contains("sh verify.sh " + SNAPSHOT.firstKey());
  }

  @Test
  void it_needs_nothing_from_outside_and_permits_itself_nothing_but_its_own_style()
      throws Exception {
    assertThat(REPORT)
        .doesNotContain("<script", "src=", "<link", "@import", "url(", " style=", "onclick")
        .doesNotContain("href=\"/", "href=\"http", "javascript:");
    String style = REPORT.replaceFirst("(?s).*<style>(.*?)</style>.*", "$1");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    Matcher policy =
        Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(REPORT);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1).replace("&#39;", "'"))
        .startsWith("default-src 'none';")
        .endsWith("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
        .doesNotContain("unsafe");
  }

  @Test
  void what_others_wrote_stays_text() {
    make();
    String report = WrittenPages.report(source().of(ledger, START.plusSeconds(60)));
    assertThat(report).doesNotContain("<script", "<img").contains("&lt;script&gt;alert(1)");
  }

  @Test
  void it_is_of_the_ledger_of_its_bundle_and_a_changed_letter_is_found() throws Exception {
    make();
    Path zip = bundle();
    assertThat(verified(zip)).isZero();
    String report = read(zip);
    assertThat(report).contains("<b class=\"state\">Proven</b>", "<dt>Probe writes</dt>");
    assertThat(text(report)).contains(ledger.merkleLog().root().hex());
    assertThat(verified(changed(zip, report.replace("Proven", "Broken")))).isOne();
  }

  private void make() {
    append(
        new Claim(
            "PL-02",
            1,
            "Only read " + HOSTILE,
            ClaimKind.ENFORCED,
            Severity.CRITICAL,
            "egress-gate",
            List.of("writes"),
            Duration.ofDays(1),
            Duration.ofDays(3),
            1));
    append(new BuildInForce(BUILD, BUILD));
    append(
        new NegativeControl(
            "any-method",
            "egress-gate",
            FaultClass.LIVE_OFF,
            "writes",
            TARGET,
            BUILD,
            Outcome.FAIL,
            1,
            START,
            START.plus(Duration.ofDays(7))));
    append(
        new ProbeResult(
            "writes",
            TARGET,
            List.of(new Claim.ClaimRef("PL-02", 1)),
            "loopback",
            "00112233445566778899aabbccddeeff",
            Optional.of(HOSTILE),
            Outcome.PASS,
            "",
            new Cases(3, 3, 3, 0, 1, 3),
            "every " + HOSTILE,
            START,
            START,
            List.of(),
            List.of(HOSTILE),
            List.of()));
  }

  private void append(Entry entry) {
    ledger = ledger.with(new LedgerWriter(key).next(ledger.head(), entry, START));
  }

  private LedgerSnapshot source() {
    return new LedgerSnapshot(
        () -> ledger,
        key.verifyingKey(),
        known -> "note " + known.head().size(),
        probe -> "attack of " + probe + HOSTILE,
        () -> new BuildInForce(BUILD, BUILD),
        "1.0",
        () -> "https://surety.example");
  }

  private Path bundle() {
    return new BundleFile(
            () -> ledger,
            known -> Bundle.of(known, key.verifyingKey(), key, "surety.example/evidence", START),
            source()::of,
            WrittenPages::report,
            folder)
        .newest();
  }

  private static String read(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile());
        var in = file.getInputStream(file.getEntry("report.html"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path changed(Path zip, String report) throws IOException {
    Path changed = folder.resolve("changed.zip");
    try (ZipFile from = new ZipFile(zip.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry : java.util.Collections.list(from.entries())) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        boolean other = entry.getName().equals("report.html");
        to.write(
            other
                ? report.getBytes(StandardCharsets.UTF_8)
                : from.getInputStream(entry).readAllBytes());
        to.closeEntry();
      }
    }
    return changed;
  }

  // The exit status of the verifier, as a stranger runs it.
  private int verified(Path zip) throws IOException, InterruptedException {
    Path verifier = Files.writeString(folder.resolve("Verify.java"), Bundle.verifier());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, verifier.toString(), zip.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    assertThat(said).contains(status == 0 ? "no defect" : "DEFECT report.html: its bytes");
    return status;
  }

  private static String text(String html) {
    return html.replaceAll("<[^>]*>", "")
        .replaceAll("\\s+", " ")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
