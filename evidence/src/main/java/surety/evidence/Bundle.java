package surety.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import surety.evidence.Json.JsonNumber;
import surety.evidence.Statement.Subject;
import surety.translog.Checkpoint;
import surety.translog.Hash;
import surety.translog.MerkleLog;

/// A whole ledger in one zip file that a stranger verifies offline: SPEC.md, section 6.
///
/// It holds every entry, passing and failing, and so shows by itself that none is missing.
public final class Bundle {
  private static final String SUMS = "SHA256SUMS";

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Ledger ledger;
  private final SigningKey key;
  private final Instant asOf;
  private final MerkleLog log;

  private Bundle(Ledger ledger, SigningKey key, Instant asOf) {
    this.ledger = ledger;
    this.key = key;
    this.asOf = asOf;
    this.log = ledger.merkleLog();
  }

  /// Makes a bundle of a ledger.
  ///
  /// @param first the key with which the ledger begins
  /// @param key the key in force
  /// @param origin of the log
  /// @param now the time that it speaks of; not before the last entry
  public static Bundle of(
      Ledger ledger, VerifyingKey first, SigningKey key, String origin, Instant now) {
    if (!key.verifyingKey().equals(ledger.key())) {
      throw new IllegalArgumentException("a bundle is signed with the key in force");
    }
    Instant last = ledger.head().recordedAt();
    Bundle bundle = new Bundle(ledger, key, now.isBefore(last) ? last : now);
    bundle.addRecord(origin);
    bundle.addKeys(first);
    bundle.addInstructions(first, origin);
    return bundle;
  }

  /// Adds a file, such as an export.
  ///
  /// @param path relative, with slashes
  /// @throws IllegalArgumentException if the path is taken or leads out of the bundle
  public Bundle with(String path, byte[] content) {
    if (!path.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
        || path.startsWith(SUMS)
        || path.startsWith("evidence/")
        || path.matches("proofs/[0-9]+\\.json")
        || files.putIfAbsent(path, content.clone()) != null) {
      throw new IllegalArgumentException("not a free path in a bundle");
    }
    return this;
  }

  /// Adds the proof that the history begins with that of an earlier checkpoint.
  ///
  /// @throws IllegalArgumentException if it covers more entries than the ledger has
  public Bundle continuing(Checkpoint former) {
    List<Hash> path = log.consistency(former.size(), log.size());
    JsonObject proof =
        Json.object()
            .with("formerSize", former.size())
            .with("formerRoot", former.root())
            .with("size", log.size())
            .with("hashes", Json.texts(path.stream().map(Hash::hex).toList()));
    return with("proofs/consistency.json", proof.bytes());
  }

  /// The time that it speaks of.
  public Instant asOf() {
    return asOf;
  }

  /// Writes the zip file and leaves the stream open. The same bundle gives the same bytes. Entries
  /// and their proofs are made one after the other, so that a long ledger needs no memory for all.
  public void writeTo(OutputStream out) throws IOException {
    Contents contents = new Contents(out);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      contents.add(file.getKey(), file.getValue());
    }
    for (LedgerEntry entry : ledger.entries()) {
      contents.add("evidence/" + entry.seq() + ".dsse.json", entry.envelope());
      contents.add("proofs/" + entry.seq() + ".json", proof(entry.seq()).bytes());
    }
    byte[] sums = contents.sums();
    contents.put(SUMS, sums);
    contents.put(SUMS + ".dsse.json", signed(sums));
    contents.end();
  }

  /// A zip file that is being written, and the digests of what is in it.
  private final class Contents {
    private final ZipOutputStream zip;
    private final StringBuilder sums = new StringBuilder();

    Contents(OutputStream out) {
      this.zip = new ZipOutputStream(out);
    }

    void add(String path, byte[] content) throws IOException {
      sums.append(Hash.of(content).hex()).append("  ").append(path).append('\n');
      put(path, content);
    }

    void put(String path, byte[] content) throws IOException {
      ZipEntry entry = new ZipEntry(path);
      entry.setLastModifiedTime(FileTime.from(asOf));
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    }

    byte[] sums() {
      return sums.toString().getBytes(StandardCharsets.UTF_8);
    }

    void end() throws IOException {
      zip.finish();
    }
  }

  private void addRecord(String origin) {
    String checkpoint = key.sign(Checkpoint.of(origin, log)).encoded();
    put("checkpoint.note", checkpoint);
    put("claims.json", ClaimReport.of(ledger, asOf).pretty());
    put("mutation/matrix.json", KillMatrix.of(ledger, asOf).json().pretty());
  }

  private JsonObject proof(long seq) {
    List<Hash> path = log.inclusion(seq - 1, log.size());
    return Json.object()
        .with("index", seq - 1)
        .with("size", log.size())
        .with("hashes", Json.texts(path.stream().map(Hash::hex).toList()));
  }

  private void addKeys(VerifyingKey first) {
    List<JsonObject> list = new ArrayList<>();
    List<VerifyingKey> keys = ledger.keys(first);
    List<Long> rotations =
        ledger.entries().stream()
            .filter(entry -> entry.entry() instanceof KeyRotation)
            .map(LedgerEntry::seq)
            .toList();
    for (int i = 0; i < keys.size(); i++) {
      String file = "keys/" + (i + 1) + ".pem";
      put(file, keys.get(i).pem());
      JsonObject entry =
          Json.object()
              .with("file", file)
              .with("id", keys.get(i).id())
              .with("from", i == 0 ? 1 : rotations.get(i - 1) + 1);
      list.add(i < rotations.size() ? entry.with("until", number(rotations.get(i))) : entry);
    }
    put("keys/keys.json", new Json.JsonList(List.copyOf(list)).pretty());
  }

  private static JsonNumber number(long value) {
    return new JsonNumber(BigDecimal.valueOf(value));
  }

  private void addInstructions(VerifyingKey first, String origin) {
    put(
        "README.txt",
        resource("README.txt")
            .replace("{as-of}", asOf.toString())
            .replace("{origin}", origin)
            .replace("{size}", Long.toString(log.size()))
            .replace("{key}", first.id()));
    put("Verify.java", resource("Verify.java"));
    put("verify.sh", resource("verify.sh"));
  }

  private byte[] signed(byte[] sums) {
    JsonObject predicate =
        Json.object().with("asOf", asOf).with("size", log.size()).with("root", log.root());
    List<Subject> subject = List.of(new Subject(SUMS, Hash.of(sums)));
    return Statement.named("bundle", subject, predicate).sign(key).encoded();
  }

  private void put(String path, String content) {
    files.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /// The program that verifies a bundle, Java source of one file.
  public static String verifier() {
    return resource("Verify.java");
  }

  private static String resource(String name) {
    try (var in = Bundle.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the library cannot be read", e);
    }
  }
}
