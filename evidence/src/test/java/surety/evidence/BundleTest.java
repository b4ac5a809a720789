package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.evidence.Statement.Subject;
import surety.evidence.Verifier.Verdict;
import surety.translog.Checkpoint;
import surety.translog.Hash;

/// Bundles that were tampered with. Where it says "sealed again", whoever did it holds the signing
/// key and has made the list of digests fit, so that only the deeper checks can notice.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BundleTest {
  private static final int FAILED = 6;

  @TempDir Path folder;
  private Script script;
  private Map<String, byte[]> files;

  @BeforeEach
  void write_a_ledger_with_a_failure() throws IOException {
    script =
        Script.proven(Severity.HIGH)
            .add(Script.claim("PL-02", 1, Severity.HIGH, "writer"))
            .wait(Duration.ofHours(1))
            .run("reader", Outcome.FAIL, "PL-01@1")
            .wait(Duration.ofHours(1))
            .run("reader", Outcome.PASS, "PL-01@1")
            .run("writer", Outcome.PASS, "PL-02@1");
    files = unzip(script.bundle());
  }

  @Test
  void an_untouched_bundle_is_verified_and_every_claim_is_listed() throws IOException {
    Verdict verdict = verify();
    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.output())
        .contains("Verified: no defect.")
        .containsPattern("PL-01 +as of: proven")
        .containsPattern("PL-02 +as of: unproven");
  }

  @Test
  void any_ledger_makes_a_bundle_that_is_verified() {
    RandomLedger.forAll(
        15,
        random -> {
          try {
            files = unzip(random.script().bundle());
            Verdict verdict = verify();
            assertThat(verdict.status()).as(verdict.output()).isZero();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void at_a_later_time_the_verifier_shows_what_the_states_have_become() throws IOException {
    String later = script.now().plus(Duration.ofDays(31)).toString();
    Verdict verdict = Verifier.verify(zip().toString(), "--at", later);
    assertThat(verdict.status()).isZero();
    assertThat(verdict.output()).containsPattern("PL-01 +as of: proven +at " + later + ": unpr");
  }

  @Test
  void an_unpacked_bundle_is_verified_like_the_zip_file() throws IOException {
    Path unpacked = unpack();
    assertThat(Verifier.verify(unpacked.toString()).status()).isZero();
  }

  @Test
  void a_changed_byte_is_named() throws IOException {
    change("evidence/3.dsse.json", text -> text.replace("eyJfdHlwZSI6", "eyJfdHlwZSJ6"));
    assertRefused("evidence/3.dsse.json: its bytes were changed", "entry 3: ");
  }

  @Test
  void a_changed_letter_in_any_file_is_noticed() throws IOException {
    for (String name : files.keySet().toArray(String[]::new)) {
      byte[] before = file(name);
      byte[] after = before.clone();
      after[after.length / 2] ^= 1;
      files.put(name, after);
      assertThat(verify().status()).as(name).isEqualTo(1);
      files.put(name, before);
    }
  }

  @Test
  void a_deleted_failing_entry_is_named() throws IOException {
    files.remove("evidence/" + FAILED + ".dsse.json");
    files.remove("proofs/" + FAILED + ".json");
    assertRefused("entry 6: is missing from the ledger");
    sealAgain();
    assertRefused(
        "entry 6: is missing from the ledger",
        "entry 7: does not follow the entry before",
        "covers 8 entries, of which 1 are missing");
  }

  @Test
  void a_history_without_the_failure_signed_anew_is_named_by_a_checkpoint_of_old()
      throws IOException {
    Path former = folder.resolve("former.note");
    Files.writeString(former, script.key().sign(checkpoint(script.ledger())).encoded());
    LedgerWriter forger = new LedgerWriter(script.key());
    Ledger forged = Ledger.empty(script.key().verifyingKey());
    for (LedgerEntry entry : script.ledger().entries()) {
      if (entry.seq() != FAILED) {
        forged = forged.with(forger.next(forged.head(), entry.entry(), entry.recordedAt()));
      }
    }
    Entry filler = Script.claim("PL-03", 1, Severity.LOW);
    forged = forged.with(forger.next(forged.head(), filler, script.now()));
    VerifyingKey first = script.key().verifyingKey();
    files = unzip(Bundle.of(forged, first, script.key(), Script.ORIGIN, script.now()));
    assertThat(verify().status()).as("the forger holds the key").isZero();
    Verdict verdict = Verifier.verify(zip().toString(), "--former", former.toString());
    assertThat(verdict.status()).isEqualTo(1);
    assertThat(verdict.output()).contains("the history that it covers was rewritten");
  }

  @Test
  void swapped_entries_are_named() throws IOException {
    byte[] four = file("evidence/4.dsse.json");
    files.put("evidence/4.dsse.json", file("evidence/8.dsse.json"));
    files.put("evidence/8.dsse.json", four);
    sealAgain();
    assertRefused("entry 4: holds entry 8: it was swapped", "entry 8: holds entry 4");
  }

  @Test
  void a_rolled_back_checkpoint_is_named() throws IOException {
    Checkpoint old = checkpoint(script.ledger().before(FAILED));
    files.put("checkpoint.note", bytes(script.key().sign(old).encoded()));
    assertRefused("checkpoint.note: covers 5 of 8 entries: it was rolled back");
    sealAgain();
    assertRefused("checkpoint.note: covers 5 of 8 entries: it was rolled back");
  }

  @Test
  void a_whole_bundle_of_old_is_named_by_a_later_checkpoint() throws IOException {
    Path later = folder.resolve("later.note");
    Files.write(later, file("checkpoint.note"));
    files = unzip(Script.proven(Severity.HIGH).bundle());
    Verdict verdict = Verifier.verify(zip().toString(), "--former", later.toString());
    assertThat(verdict.output()).contains("covers more entries than this bundle");
    assertThat(verdict.status()).isEqualTo(1);
  }

  @Test
  void a_re_dated_entry_is_named() throws IOException {
    LedgerEntry last = script.ledger().entries().getLast();
    Dsse dsse = Dsse.parse(last.envelope());
    String payload = new String(dsse.payload(), StandardCharsets.UTF_8);
    String dated = last.recordedAt().toString();
    String redated = payload.replace(dated, script.now().minus(Duration.ofDays(1)).toString());
    assertThat(redated).isNotEqualTo(payload);
    Dsse forged = Dsse.sign(dsse.payloadType(), bytes(redated), script.key());
    files.put("evidence/8.dsse.json", forged.encoded());
    sealAgain();
    assertRefused(
        "entry 8: is dated before the entry before",
        "entry 8: is not in the log that the checkpoint signs",
        "entry 8: ends after it was recorded: it was re-dated");
  }

  @Test
  void a_claim_marked_proven_without_a_negative_control_is_named() throws IOException {
    change(
        "claims.json",
        text -> {
          int second = text.indexOf("PL-02");
          return text.substring(0, second)
              + text.substring(second).replaceFirst("\"unproven\"", "\"proven\"");
        });
    sealAgain();
    assertRefused("claim PL-02: is marked proven but is unproven: there is no live negative");
  }

  @Test
  void a_claim_that_is_left_out_is_named() throws IOException {
    change("claims.json", text -> text.replace("PL-02", "PL-01"));
    sealAgain();
    assertRefused("claim PL-02: is in the ledger but not in claims.json");
  }

  @Test
  void a_claim_that_is_worded_otherwise_is_named() throws IOException {
    change("claims.json", text -> text.replaceFirst("Nobody reads", "Nobody ever reads"));
    sealAgain();
    assertRefused("claim PL-01: its sentence is not that of the ledger");
  }

  @Test
  void better_counts_are_named() throws IOException {
    change("claims.json", text -> text.replace("\"unproven\": 1", "\"unproven\": 0"));
    sealAgain();
    assertRefused("claims.json: its counts are not those of its claims");
  }

  @Test
  void a_key_that_is_none_is_named() throws IOException {
    files.put("keys/1.pem", bytes("-----BEGIN PUBLIC KEY-----\nAAA\n-----END PUBLIC KEY-----\n"));
    assertRefused("keys/1.pem: is no Ed25519 public key", "checkpoint.note: is not signed");
  }

  @Test
  void a_bundle_without_anything_is_not_verified() throws IOException {
    files.clear();
    files.put("empty.txt", bytes("x"));
    assertRefused(
        "keys/1.pem: is missing", "checkpoint.note: is missing", "claims.json: is missing");
  }

  @Test
  void a_better_matrix_is_named() throws IOException {
    change("mutation/matrix.json", text -> text.replace("lock-open", "lock-away"));
    sealAgain();
    assertRefused("mutation/matrix.json: is not the matrix that follows from the ledger");
  }

  @Test
  void an_entry_signed_with_an_expired_key_is_named() throws IOException {
    SigningKey former = script.key();
    script.rotate(SigningKey.generate(new SecureRandom())).run("reader", Outcome.PASS, "PL-01@1");
    LedgerEntry last = script.ledger().entries().getLast();
    Dsse dsse = Dsse.parse(last.envelope());
    files = unzip(script.bundle());
    assertThat(verify().status()).isZero();
    files.put(
        "evidence/10.dsse.json", Dsse.sign(dsse.payloadType(), dsse.payload(), former).encoded());
    sealAgain();
    assertRefused("entry 10: is signed with an expired key, replaced by entry 9");
  }

  @Test
  void a_bundle_that_begins_with_another_key_is_named_by_the_fingerprint() throws IOException {
    String other = SigningKey.generate(new SecureRandom()).verifyingKey().id();
    Verdict verdict = Verifier.verify(zip().toString(), "--key", other);
    assertThat(verdict.status()).isEqualTo(1);
    assertThat(verdict.output()).contains("not the key with the fingerprint that was given");
    String right = script.firstKey.verifyingKey().id();
    assertThat(Verifier.verify(zip().toString(), "--key", right).status()).isZero();
  }

  @Test
  void a_file_that_is_not_listed_is_named() throws IOException {
    files.put("export/more.json", bytes("{}"));
    assertRefused("export/more.json: is not listed in SHA256SUMS");
  }

  @Test
  void a_command_without_a_bundle_is_answered_with_its_usage() {
    assertThat(Verifier.verify().status()).isEqualTo(2);
    assertThat(Verifier.verify("nowhere.zip").status()).isEqualTo(2);
    assertThat(Verifier.verify("nowhere.zip", "--at", "tomorrow").output()).contains("not a time");
  }

  @Test
  void further_files_are_carried_and_may_not_take_the_place_of_evidence() throws IOException {
    Bundle bundle = script.bundle().with("export/cdxa.json", bytes("{}"));
    files = unzip(bundle.continuing(checkpoint(script.ledger().before(FAILED))));
    assertThat(verify().status()).isZero();
    assertThat(files).containsKeys("export/cdxa.json", "proofs/consistency.json");
    for (String taken :
        new String[] {"claims.json", "../x", "/x", "a//b", "evidence/99.dsse.json"}) {
      assertThatThrownBy(() -> bundle.with(taken, bytes("{}")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void assertRefused(String... defects) throws IOException {
    Verdict verdict = verify();
    assertThat(verdict.status()).as(verdict.output()).isEqualTo(1);
    for (String defect : defects) {
      assertThat(verdict.defects()).anySatisfy(line -> assertThat(line).contains(defect));
    }
  }

  private byte[] file(String name) {
    return Objects.requireNonNull(files.get(name));
  }

  private Verdict verify() throws IOException {
    return Verifier.verify(zip().toString());
  }

  private void change(String name, UnaryOperator<String> change) {
    String before = new String(file(name), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    files.put(name, bytes(after));
  }

  private void sealAgain() {
    StringBuilder sums = new StringBuilder();
    files.forEach(
        (name, content) -> {
          if (!name.startsWith("SHA256SUMS")) {
            sums.append(Hash.of(content).hex()).append("  ").append(name).append('\n');
          }
        });
    byte[] list = bytes(sums.toString());
    JsonObject predicate = Json.object().with("asOf", script.bundle().asOf());
    Statement statement =
        Statement.named("bundle", List.of(new Subject("SHA256SUMS", Hash.of(list))), predicate);
    files.put("SHA256SUMS", list);
    files.put("SHA256SUMS.dsse.json", statement.sign(script.key()).encoded());
  }

  private static Checkpoint checkpoint(Ledger ledger) {
    return Checkpoint.of(Script.ORIGIN, ledger.merkleLog());
  }

  private Path zip() throws IOException {
    Path zip = folder.resolve("bundle.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
        out.closeEntry();
      }
    }
    return zip;
  }

  private Path unpack() throws IOException {
    Path unpacked = folder.resolve("unpacked");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = unpacked.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return unpacked;
  }

  static Map<String, byte[]> unzip(Bundle bundle) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bundle.writeTo(out);
    Map<String, byte[]> files = new TreeMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
