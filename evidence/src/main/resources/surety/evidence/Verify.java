import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Verifies an evidence bundle with nothing but a JDK, 17 or later:
///
///     java Verify.java BUNDLE [--at TIME] [--key FINGERPRINT] [--former CHECKPOINT]
///
/// BUNDLE is the zip file or the folder that it was unpacked to. TIME is an instant such as
/// 2026-12-24T18:00:00Z at which the states are computed too (now, if it is not given). FINGERPRINT
/// is that of the first key, got in another way than with the bundle. CHECKPOINT is a
/// checkpoint.note from an earlier bundle of the same server: the history must begin with what it
/// covers.
///
/// Prints what was checked, one line per claim, and one line per defect that begins with DEFECT.
/// The exit status is 0 if there is none, 1 if there is one, 2 if the command was wrong.
///
/// It shares no code with the server that made the bundle.
final class Verify {
  private final Report report = new Report();
  private final Map<String, byte[]> files;
  private final Options options;

  private Verify(Map<String, byte[]> files, Options options) {
    this.files = files;
    this.options = options;
  }

  public static void main(String[] args) throws IOException {
    System.exit(run(args, System.out));
  }

  static int run(String[] args, PrintStream out) throws IOException {
    Options options;
    Map<String, byte[]> files;
    try {
      options = Options.of(args);
      files = BundleFiles.read(Path.of(options.bundle()));
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.println("usage: java Verify.java BUNDLE [--at TIME] [--key KEY] [--former CHECKPOINT]");
      return 2;
    }
    Verify verify = new Verify(files, options);
    verify.check();
    return verify.report.print(out);
  }

  private void check() throws IOException {
    new Sums(files, report).check();
    Keys keys = new Keys(files, report, options.key());
    List<Item> items = new Chain(files, report, keys).read();
    Signed signed = new Signed(files, report, keys);
    Tree.Head head = signed.checkpoint("checkpoint.note");
    new Inclusion(files, report, items, head).check();
    if (!options.former().isEmpty()) {
      String note = Files.readString(Path.of(options.former()));
      new Inclusion(files, report, items, head).beginsWith(signed.former(note), options.former());
    }
    Instant asOf = signed.sums();
    new ClaimsFile(files, report, items).check(asOf, options.at());
    new MatrixFile(files, report, items).check(asOf);
  }
}

/// The command line.
record Options(String bundle, Instant at, String key, String former) {
  static Options of(String[] args) {
    Map<String, String> named = new HashMap<>();
    List<String> plain = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--")) {
        if (!Set.of("--at", "--key", "--former").contains(args[i]) || i + 1 == args.length) {
          throw new IllegalArgumentException("not an option, or without a value: " + args[i]);
        }
        named.put(args[i], args[++i]);
      } else {
        plain.add(args[i]);
      }
    }
    if (plain.size() != 1) {
      throw new IllegalArgumentException("one bundle is verified at a time");
    }
    return new Options(
        plain.get(0),
        time(named.get("--at")),
        named.getOrDefault("--key", ""),
        named.getOrDefault("--former", ""));
  }

  private static Instant time(String text) {
    try {
      return text == null ? Instant.now() : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time such as 2026-12-24T18:00:00Z: " + text, e);
    }
  }
}

/// What was found.
final class Report {
  private final List<String> facts = new ArrayList<>();
  private final Set<String> defects = new LinkedHashSet<>();

  void fact(String what) {
    facts.add(what);
  }

  void defect(String what) {
    defects.add(what);
  }

  /// Takes what is not empty, in order, also from a stream that all processors work on.
  void defects(Stream<String> found) {
    found.filter(what -> !what.isEmpty()).toList().forEach(this::defect);
  }

  int print(PrintStream out) {
    facts.forEach(out::println);
    defects.forEach(defect -> out.println("DEFECT " + defect));
    out.println(
        defects.isEmpty()
            ? "Verified: no defect."
            : "NOT verified: " + defects.size() + (defects.size() == 1 ? " defect." : " defects."));
    return defects.isEmpty() ? 0 : 1;
  }
}

/// The files of a bundle, zipped or not.
final class BundleFiles {
  private static final int MOST_FILES = 2_000_000;
  private static final int MOST_BYTES = 64 << 20;

  private BundleFiles() {}

  static Map<String, byte[]> read(Path bundle) throws IOException {
    if (Files.isDirectory(bundle)) {
      return folder(bundle);
    }
    if (!Files.isRegularFile(bundle)) {
      throw new IllegalArgumentException("there is no such file or folder");
    }
    return zip(bundle);
  }

  private static Map<String, byte[]> zip(Path bundle) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.isDirectory()) {
          continue;
        }
        if (files.size() >= MOST_FILES || files.put(entry.getName(), bytes(zip, entry)) != null) {
          throw new IllegalArgumentException("the zip has a file twice, or too many files");
        }
      }
    } catch (ZipException e) {
      throw new IllegalArgumentException("not a zip file", e);
    }
    return files;
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException("a file in the zip is too large");
      }
      return bytes;
    }
  }

  private static Map<String, byte[]> folder(Path bundle) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(bundle)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(bundle.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }
}

/// Every file is listed with its digest, and every digest is right.
final class Sums {
  private static final Set<String> UNLISTED = Set.of("SHA256SUMS", "SHA256SUMS.dsse.json");

  private final Map<String, byte[]> files;
  private final Report report;

  Sums(Map<String, byte[]> files, Report report) {
    this.files = files;
    this.report = report;
  }

  void check() {
    Map<String, String> listed = new LinkedHashMap<>();
    String sums = new String(files.getOrDefault("SHA256SUMS", new byte[0]), StandardCharsets.UTF_8);
    for (String line : sums.lines().toList()) {
      int split = line.indexOf("  ");
      if (split < 0) {
        report.defect("SHA256SUMS: a line is not a digest and a name");
      } else if (listed.put(line.substring(split + 2), line.substring(0, split)) != null) {
        report.defect(line.substring(split + 2) + ": is listed twice in SHA256SUMS");
      }
    }
    report.defects(
        List.copyOf(listed.entrySet()).parallelStream()
            .map(line -> wrong(line.getKey(), line.getValue())));
    for (String name : files.keySet()) {
      if (!listed.containsKey(name) && !UNLISTED.contains(name)) {
        report.defect(name + ": is not listed in SHA256SUMS");
      }
    }
    report.fact("files: " + files.size() + ", listed with their digests: " + listed.size());
  }

  // Says what is wrong, or nothing.
  private String wrong(String name, String digest) {
    byte[] content = files.get(name);
    if (content == null) {
      return name + ": is listed in SHA256SUMS and missing";
    }
    return Sha.hex(content).equals(digest) ? "" : name + ": its bytes were changed (digest)";
  }
}

/// SHA-256.
final class Sha {
  private Sha() {}

  static byte[] of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[]... parts) {
    return HexFormat.of().formatHex(of(parts));
  }
}

/// The keys, from the first; each is named by a rotation that the one before signed.
final class Keys {
  private final Report report;
  private final Map<String, byte[]> byId = new LinkedHashMap<>();
  private final Map<String, Long> replacedBy = new HashMap<>();
  private String current = "";

  Keys(Map<String, byte[]> files, Report report, String expected) {
    this.report = report;
    byte[] pem = files.get("keys/1.pem");
    if (pem == null) {
      report.defect("keys/1.pem: is missing, so no signature can be checked");
      return;
    }
    byte[] der = decoded(new String(pem, StandardCharsets.US_ASCII));
    current = Sha.hex(der);
    byId.put(current, der);
    report.fact("first key: " + current + (expected.isEmpty() ? " (compare it!)" : ""));
    if (!expected.isEmpty() && !expected.equals(current)) {
      report.defect("keys/1.pem: is not the key with the fingerprint that was given");
    }
  }

  // An Ed25519 key has 44 bytes in this form, of which the last 32 are the key itself.
  private byte[] decoded(String pem) {
    String text = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    if (!text.matches("[A-Za-z0-9+/]{59}=")) {
      report.defect("keys/1.pem: is no Ed25519 public key");
      return new byte[0];
    }
    return Base64.getDecoder().decode(text);
  }

  String current() {
    return current;
  }

  Collection<String> all() {
    return byId.keySet();
  }

  void rotate(Item item) {
    byte[] der = Base64.getDecoder().decode(item.text("publicKey"));
    if (!Sha.hex(der).equals(item.text("keyId"))) {
      report.defect(item.name() + ": the key's id is not that of the key");
    }
    replacedBy.put(current, item.seq());
    current = Sha.hex(der);
    byId.put(current, der);
  }

  /// Says what is wrong with who signed, or nothing.
  String wrongSigner(String keyId, String inForce) {
    if (keyId.equals(inForce)) {
      return "";
    }
    Long rotation = replacedBy.get(keyId);
    return rotation == null
        ? "is signed with an unknown key"
        : "is signed with an expired key, replaced by entry " + rotation;
  }

  boolean verifies(String keyId, byte[] message, byte[] signature) {
    byte[] der = byId.get(keyId);
    return der != null && Ed25519.verifies(der, message, signature);
  }

  byte[] bare(String keyId) {
    byte[] der = byId.getOrDefault(keyId, new byte[0]);
    return Arrays.copyOfRange(der, Math.max(0, der.length - 32), Math.max(32, der.length));
  }
}

/// Ed25519.
final class Ed25519 {
  // To unpack a key takes a part of the time that a signature takes, so each thread does it once.
  private static final ThreadLocal<Map<String, Signature>> READY =
      ThreadLocal.withInitial(HashMap::new);

  private Ed25519() {}

  static boolean verifies(byte[] der, byte[] message, byte[] signature) {
    String key = HexFormat.of().formatHex(der);
    try {
      Signature verifier = READY.get().get(key);
      if (verifier == null) {
        verifier = ready(der);
        READY.get().put(key, verifier);
      }
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      READY.get().remove(key);
      return false;
    }
  }

  private static Signature ready(byte[] der) throws GeneralSecurityException {
    PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    return verifier;
  }
}

/// A DSSE envelope.
record Envelope(String type, byte[] payload, String keyId, byte[] signature) {
  static Envelope of(byte[] file) {
    Map<String, Object> object = Json.object(Json.parse(file));
    List<Object> signatures = Json.list(object, "signatures");
    if (signatures.size() != 1) {
      throw new IllegalArgumentException("has not exactly one signature");
    }
    Map<String, Object> signature = Json.object(signatures.get(0));
    return new Envelope(
        Json.text(object, "payloadType"),
        Base64.getDecoder().decode(Json.text(object, "payload")),
        Json.text(signature, "keyid"),
        Base64.getDecoder().decode(Json.text(signature, "sig")));
  }

  byte[] signedBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    String head = "DSSEv1 " + typeBytes.length + " " + type + " " + payload.length + " ";
    bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  Map<String, Object> statement() {
    Map<String, Object> statement = Json.object(Json.parse(payload));
    if (!type.equals("application/vnd.in-toto+json")
        || !Json.text(statement, "_type").equals("https://in-toto.io/Statement/v1")) {
      throw new IllegalArgumentException("is not an in-toto statement");
    }
    return statement;
  }
}

/// One entry of the ledger.
record Item(
    long seq,
    String prev,
    Instant recordedAt,
    String kind,
    Map<String, String> subjects,
    Map<String, Object> predicate,
    String digest,
    byte[] leaf) {

  private static final Pattern TYPE = Pattern.compile("https://surety\\.invalid/[a-z-]+/v1");

  static Item of(byte[] file, Envelope envelope) {
    Map<String, Object> statement = envelope.statement();
    Map<String, Object> predicate = Json.object(statement.get("predicate"));
    Map<String, Object> place = Json.object(predicate.get("ledger"));
    Map<String, String> subjects = new HashMap<>();
    for (Object subject : Json.list(statement, "subject")) {
      Map<String, Object> digests = Json.object(Json.object(subject).get("digest"));
      subjects.putIfAbsent(Json.text(Json.object(subject), "name"), Json.text(digests, "sha256"));
    }
    String type = Json.text(statement, "predicateType");
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("is of an unknown kind");
    }
    return new Item(
        Json.number(place, "seq"),
        Json.text(place, "prev"),
        Json.time(place, "recordedAt"),
        type.substring("https://surety.invalid/".length(), type.length() - "/v1".length()),
        subjects,
        predicate,
        Sha.hex(file),
        Sha.of(new byte[] {0}, file));
  }

  String name() {
    return "entry " + seq;
  }

  boolean is(String name) {
    return kind.equals(name);
  }

  String text(String name) {
    return Json.text(predicate, name);
  }

  Instant time(String name) {
    return Json.time(predicate, name);
  }

  long number(String name) {
    return Json.number(predicate, name);
  }

  long cases(String name) {
    return Json.number(Json.object(predicate.get("cases")), name);
  }

  /// When something was true, no later than it was recorded.
  Instant when() {
    Instant ended = time("endedAt");
    return ended.isAfter(recordedAt) ? recordedAt : ended;
  }
}

/// The entries: no number missing, each signed with the key in force and chained to the one before.
final class Chain {
  private static final String FOLDER = "evidence/";
  private static final String SUFFIX = ".dsse.json";
  private static final Pattern ENTRY = Pattern.compile("evidence/[1-9][0-9]{0,11}\\.dsse\\.json");

  private final Map<String, byte[]> files;
  private final Report report;
  private final Keys keys;
  private final Map<String, Map<String, Object>> claims = new HashMap<>();
  private final Map<Long, String> unreadable = new ConcurrentSkipListMap<>();

  Chain(Map<String, byte[]> files, Report report, Keys keys) {
    this.files = files;
    this.report = report;
    this.keys = keys;
  }

  private record Read(Item item, Envelope envelope) {}

  List<Item> read() {
    TreeMap<Long, Read> found = new TreeMap<>();
    numbers().parallelStream()
        .map(this::read)
        .flatMap(Optional::stream)
        .toList()
        .forEach(pair -> found.put(pair.getKey(), pair.getValue()));
    unreadable.forEach(
        (number, why) -> report.defect("entry " + number + ": cannot be read: " + why));
    long last = 0;
    Instant before = Instant.MIN;
    String digest = "0".repeat(64);
    List<Read> order = new ArrayList<>();
    List<String> signers = new ArrayList<>();
    for (Map.Entry<Long, Read> entry : found.entrySet()) {
      Item item = entry.getValue().item();
      for (long gap = last + 1; gap < entry.getKey(); gap++) {
        report.defect("entry " + gap + ": is missing from the ledger");
      }
      follow(entry.getKey(), item, digest, before);
      order.add(entry.getValue());
      signers.add(keys.current());
      if (item.is("key-rotation")) {
        keys.rotate(item);
      }
      last = entry.getKey();
      digest = item.digest();
      before = item.recordedAt();
    }
    signatures(order, signers);
    report.fact("ledger entries: " + order.size());
    return order.stream().map(Read::item).toList();
  }

  private List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    for (String name : files.keySet()) {
      if (ENTRY.matcher(name).matches()) {
        numbers.add(
            Long.parseLong(name.substring(FOLDER.length(), name.length() - SUFFIX.length())));
      } else if (name.startsWith(FOLDER)) {
        report.defect(name + ": is no entry of the ledger");
      }
    }
    return numbers;
  }

  private Optional<Map.Entry<Long, Read>> read(long number) {
    byte[] file = files.get(FOLDER + number + SUFFIX);
    try {
      Envelope envelope = Envelope.of(file);
      Item item = Item.of(file, envelope);
      Shape.check(item);
      return Optional.of(Map.entry(number, new Read(item, envelope)));
    } catch (IllegalArgumentException | DateTimeException e) {
      unreadable.put(number, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void follow(long number, Item item, String digest, Instant before) {
    String name = "entry " + number;
    if (item.seq() != number) {
      report.defect(name + ": holds entry " + item.seq() + ": it was swapped");
    }
    if (!item.prev().equals(digest)) {
      report.defect(name + ": does not follow the entry before, which was changed or removed");
    }
    if (item.recordedAt().isBefore(before)) {
      report.defect(name + ": is dated before the entry before");
    }
    if (item.is("probe-result") && item.time("endedAt").isAfter(item.recordedAt())) {
      report.defect(name + ": ends after it was recorded: it was re-dated");
    }
    if (item.is("claim")) {
      claim(name, item);
    }
  }

  private void claim(String name, Item item) {
    Map<String, Object> before = claims.put(item.text("id"), item.predicate());
    if (before == null) {
      return;
    }
    long revision = Json.number(before, "revision");
    if (item.number("revision") < revision) {
      report.defect(name + ": goes back to a former revision of " + item.text("id"));
    }
    if (item.number("revision") == revision
        && !item.text("sentence").equals(Json.text(before, "sentence"))) {
      report.defect(name + ": changes the sentence of " + item.text("id") + " under its revision");
    }
  }

  private void signatures(List<Read> order, List<String> signers) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      all.add(i);
    }
    report.defects(all.parallelStream().map(i -> signature(order.get(i), signers.get(i))));
  }

  private String signature(Read read, String inForce) {
    Envelope envelope = read.envelope();
    String wrong = keys.wrongSigner(envelope.keyId(), inForce);
    if (!wrong.isEmpty()) {
      return read.item().name() + ": " + wrong;
    }
    return keys.verifies(inForce, envelope.signedBytes(), envelope.signature())
        ? ""
        : read.item().name() + ": its signature is wrong: it was changed";
  }
}

/// What an entry must be like, beyond its members being there.
final class Shape {
  private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

  private static final Map<String, List<Long>> MOST_DAYS =
      Map.of(
          "critical", List.of(1L, 3L),
          "high", List.of(3L, 7L),
          "medium", List.of(7L, 30L),
          "low", List.of(30L, 90L));

  private Shape() {}

  static void check(Item item) {
    require(
        !item.recordedAt().isBefore(Instant.EPOCH) && item.recordedAt().isBefore(LAST),
        "was recorded in no year from 1970 to 9999");
    switch (item.kind()) {
      case "claim" -> claim(item);
      case "probe-result" -> result(item);
      case "negative-control" -> negativeControl(item);
      case "attestation" ->
          require(item.time("expiresAt").isAfter(item.time("issuedAt")), "ends before it begins");
      case "build" -> {
        item.text("build");
        item.text("config");
      }
      case "attestation-approval" -> item.text("attestation");
      case "counter-evidence", "withdrawal", "exception" -> item.text("claim");
      case "counter-evidence-closed" -> item.text("evidence");
      case "key-rotation" -> Base64.getDecoder().decode(item.text("publicKey"));
      default -> throw new IllegalArgumentException("is of an unknown kind");
    }
  }

  private static void claim(Item item) {
    String digest = Sha.hex(item.text("sentence").getBytes(StandardCharsets.UTF_8));
    require(digest.equals(item.text("digest")), "the digest is not that of the sentence");
    List<Long> most = MOST_DAYS.get(item.text("severity"));
    require(most != null, "the severity is unknown");
    long fresh = item.number("freshSeconds");
    long expire = item.number("expireSeconds");
    require(fresh >= 1 && fresh <= Duration.ofDays(most.get(0)).toSeconds(), "fresh for too long");
    require(
        expire >= fresh && expire <= Duration.ofDays(most.get(1)).toSeconds(), "expires too late");
    require(item.number("revision") >= 1 && item.number("minimumCases") >= 0, "counts below zero");
  }

  private static void result(Item item) {
    require(!item.time("endedAt").isBefore(item.time("startedAt")), "ends before it starts");
    for (String subject : List.of("build", "config", "probe")) {
      require(item.subjects().containsKey(subject), "has no subject " + subject);
    }
    item.cases("executed");
  }

  private static void negativeControl(Item item) {
    boolean killed = item.text("outcome").equals("FAIL") && item.number("attacksSucceeded") > 0;
    require(
        Boolean.valueOf(killed).equals(item.predicate().get("killed")),
        "killed does not follow from the outcome");
    item.when();
    item.time("validUntil");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

/// Merkle trees of RFC 6962.
final class Tree {
  private Tree() {}

  /// Size and root that a checkpoint states.
  record Head(long size, byte[] root) {}

  static byte[] node(byte[] left, byte[] right) {
    return Sha.of(new byte[] {1}, left, right);
  }

  static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Sha.of();
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }

  /// The root that a path from a leaf leads to (RFC 9162, 2.1.3.2), or nothing.
  static byte[] climb(long index, long size, byte[] leaf, List<byte[]> path) {
    long at = index;
    long last = size - 1;
    byte[] hash = leaf;
    for (byte[] sibling : path) {
      if (last == 0) {
        return new byte[0];
      }
      boolean right = at % 2 == 1 || at == last;
      hash = right ? node(sibling, hash) : node(hash, sibling);
      while (right && at % 2 == 0 && at != 0) {
        at /= 2;
        last /= 2;
      }
      at /= 2;
      last /= 2;
    }
    return last == 0 ? hash : new byte[0];
  }
}

/// What is signed besides the entries: the checkpoint, and the list of digests.
final class Signed {
  private static final String LINE = "\u2014 ";

  private final Map<String, byte[]> files;
  private final Report report;
  private final Keys keys;

  Signed(Map<String, byte[]> files, Report report, Keys keys) {
    this.files = files;
    this.report = report;
    this.keys = keys;
  }

  Tree.Head checkpoint(String name) {
    byte[] file = files.get(name);
    if (file == null) {
      report.defect(name + ": is missing");
      return new Tree.Head(-1, new byte[0]);
    }
    return checkpoint(name, new String(file, StandardCharsets.UTF_8), List.of(keys.current()));
  }

  /// A checkpoint of old may be signed with any key of the history.
  Tree.Head former(String note) {
    return checkpoint("the former checkpoint", note, keys.all());
  }

  private Tree.Head checkpoint(String name, String note, Collection<String> signers) {
    int end = note.lastIndexOf("\n\n");
    String text = end < 0 ? "" : note.substring(0, end + 1);
    List<String> lines = text.lines().toList();
    if (lines.size() < 3 || !lines.get(1).matches("0|[1-9][0-9]{0,11}")) {
      report.defect(name + ": is no checkpoint");
      return new Tree.Head(-1, new byte[0]);
    }
    List<String> signatures = note.substring(end + 2).lines().toList();
    String origin = lines.get(0);
    if (signers.stream().noneMatch(key -> isSigned(origin, text, signatures, key))) {
      report.defect(name + ": is not signed with the key in force");
    }
    report.fact(name + ": " + origin + ", " + lines.get(1) + " entries");
    return new Tree.Head(Long.parseLong(lines.get(1)), base64(lines.get(2)));
  }

  private boolean isSigned(String origin, String text, List<String> signatures, String key) {
    byte[] typed = new byte[33];
    typed[0] = 1;
    System.arraycopy(keys.bare(key), 0, typed, 1, 32);
    byte[] id = Sha.of((origin + "\n").getBytes(StandardCharsets.UTF_8), typed);
    for (String line : signatures) {
      if (!line.startsWith(LINE + origin + " ")) {
        continue;
      }
      byte[] all = base64(line.substring(line.lastIndexOf(' ') + 1));
      if (all.length > 4
          && Arrays.equals(all, 0, 4, id, 0, 4)
          && keys.verifies(
              key, text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(all, 4, all.length))) {
        return true;
      }
    }
    return false;
  }

  /// Checks the signature of the list of digests, and gives the time that the bundle speaks of.
  Instant sums() {
    String name = "SHA256SUMS.dsse.json";
    try {
      Envelope envelope = Envelope.of(files.getOrDefault(name, new byte[0]));
      Map<String, Object> statement = envelope.statement();
      Map<String, Object> subject = Json.object(Json.list(statement, "subject").get(0));
      String digest = Json.text(Json.object(subject.get("digest")), "sha256");
      byte[] sums = files.getOrDefault("SHA256SUMS", new byte[0]);
      if (!digest.equals(Sha.hex(sums))) {
        report.defect("SHA256SUMS: is not the list that was signed");
      }
      if (!envelope.keyId().equals(keys.current())
          || !keys.verifies(keys.current(), envelope.signedBytes(), envelope.signature())) {
        report.defect(name + ": is not signed with the key in force");
      }
      return Json.time(Json.object(statement.get("predicate")), "asOf");
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
      report.defect(name + ": is missing or cannot be read");
      return Instant.MAX;
    }
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}

/// Every entry is in the log that the checkpoint signs, and the log holds nothing else.
final class Inclusion {
  private final Map<String, byte[]> files;
  private final Report report;
  private final List<Item> items;
  private final Tree.Head head;

  Inclusion(Map<String, byte[]> files, Report report, List<Item> items, Tree.Head head) {
    this.files = files;
    this.report = report;
    this.items = items;
    this.head = head;
  }

  void check() {
    if (head.size() < 0) {
      return;
    }
    long last = items.isEmpty() ? 0 : items.get(items.size() - 1).seq();
    if (head.size() < last) {
      report.defect(
          "checkpoint.note: covers "
              + head.size()
              + " of "
              + last
              + " entries: it was rolled back");
    }
    if (head.size() > items.size()) {
      report.defect(
          "checkpoint.note: covers "
              + head.size()
              + " entries, of which "
              + (head.size() - items.size())
              + " are missing from the ledger");
    }
    List<byte[]> leaves = items.stream().map(Item::leaf).limit(head.size()).toList();
    if (!Arrays.equals(Tree.root(leaves), head.root())) {
      report.defect("checkpoint.note: its root is not that of the entries");
    }
    List<String> found = items.parallelStream().map(this::missing).toList();
    report.defects(found.stream());
    long proven = found.stream().filter(String::isEmpty).count();
    report.fact("inclusion proofs that hold: " + proven + " of " + items.size());
  }

  // Says why an entry is not shown to be in the log, or nothing.
  private String missing(Item item) {
    String name = "proofs/" + item.seq() + ".json";
    try {
      Map<String, Object> proof = Json.object(Json.parse(files.getOrDefault(name, new byte[0])));
      List<byte[]> path = new ArrayList<>();
      for (Object hash : Json.list(proof, "hashes")) {
        path.add(HexFormat.of().parseHex((String) hash));
      }
      boolean here =
          Json.number(proof, "index") == item.seq() - 1
              && Json.number(proof, "size") == head.size()
              && item.seq() <= head.size();
      byte[] root = Tree.climb(item.seq() - 1, head.size(), item.leaf(), path);
      boolean included = here && Arrays.equals(root, head.root());
      return included ? "" : item.name() + ": is not in the log that the checkpoint signs";
    } catch (IllegalArgumentException | ClassCastException e) {
      return name + ": is missing or cannot be read";
    }
  }

  void beginsWith(Tree.Head former, String name) {
    if (former.size() > items.size()) {
      report.defect(name + ": covers more entries than this bundle: it was rolled back");
      return;
    }
    List<byte[]> leaves = items.stream().map(Item::leaf).limit(former.size()).toList();
    if (former.size() >= 0 && !Arrays.equals(Tree.root(leaves), former.root())) {
      report.defect(name + ": the history that it covers was rewritten");
    }
  }
}

/// The states that the bundle claims are those that follow from the ledger.
final class ClaimsFile {
  private static final String NAME = "claims.json";

  private final Map<String, byte[]> files;
  private final Report report;
  private final List<Item> items;

  ClaimsFile(Map<String, byte[]> files, Report report, List<Item> items) {
    this.files = files;
    this.report = report;
    this.items = items;
  }

  void check(Instant signedAsOf, Instant at) {
    try {
      Map<String, Object> file = Json.object(Json.parse(files.getOrDefault(NAME, new byte[0])));
      Instant asOf = Json.time(file, "asOf");
      asOf(asOf, signedAsOf);
      Set<String> ids = States.claims(items, asOf);
      Map<String, Long> counts = new HashMap<>();
      for (Object entry : Json.list(file, "claims")) {
        Map<String, Object> claim = Json.object(entry);
        ids.remove(Json.text(claim, "id"));
        counts.merge(claim(claim, asOf, at), 1L, Long::sum);
      }
      counts(Json.object(file.get("counts")), counts);
      ids.forEach(id -> report.defect("claim " + id + ": is in the ledger but not in " + NAME));
    } catch (IllegalArgumentException | DateTimeException e) {
      report.defect(NAME + ": is missing or cannot be read: " + e.getMessage());
    }
  }

  private void asOf(Instant asOf, Instant signed) {
    if (!asOf.equals(signed)) {
      report.defect(NAME + ": speaks of another time than the bundle's signature");
    }
    if (!items.isEmpty() && items.get(items.size() - 1).recordedAt().isAfter(asOf)) {
      report.defect(NAME + ": speaks of a time before the last entry");
    }
    report.fact("as of: " + asOf);
  }

  private void counts(Map<String, Object> stated, Map<String, Long> counted) {
    for (Map.Entry<String, Object> count : stated.entrySet()) {
      if (!Long.valueOf(0L).equals(count.getValue())) {
        counted.merge(count.getKey(), -Json.number(stated, count.getKey()), Long::sum);
      }
    }
    if (counted.values().stream().anyMatch(difference -> difference != 0)) {
      report.defect(NAME + ": its counts are not those of its claims");
    }
  }

  private String claim(Map<String, Object> claim, Instant asOf, Instant at) {
    String id = Json.text(claim, "id");
    States.Verdict then = new States(items, id, asOf).verdict();
    States.Verdict now = new States(items, id, at).verdict();
    String stated = Json.text(claim, "state");
    report.fact(String.format("%-10s as of: %-10s at %s: %s", id, then.state(), at, now.state()));
    if (!stated.equals(then.state())) {
      report.defect(
          "claim " + id + ": is marked " + stated + " but is " + then.state() + ": " + then.why());
    }
    String until = then.until().equals(Instant.MAX) ? "" : then.until().toString();
    Object statedUntil = claim.get("freshUntil");
    if (!until.equals(statedUntil == null ? "" : statedUntil)) {
      report.defect("claim " + id + ": is said to hold until another time than it does");
    }
    terms(id, claim, asOf);
    return then.state();
  }

  private void terms(String id, Map<String, Object> claim, Instant asOf) {
    Optional<Item> made = States.newest(items, asOf, "claim", "id", id);
    for (String name : List.of("sentence", "kind", "severity", "control")) {
      if (!made.map(item -> item.text(name)).orElse("").equals(Json.text(claim, name))) {
        report.defect("claim " + id + ": its " + name + " is not that of the ledger");
      }
    }
  }
}

/// Computes the state of one claim at one moment from the entries recorded by then.
///
/// The first rule that applies decides; the rules are those of section 5 of the specification.
final class States {
  private final String id;
  private final Instant at;
  private final List<Item> items;
  private final Optional<Item> claim;
  private final Optional<Item> build;

  /// State, reason, and when time alone ends it.
  record Verdict(String state, String why, Instant until) {
    static Verdict of(String state, String why) {
      return new Verdict(state, why, Instant.MAX);
    }
  }

  States(List<Item> all, String id, Instant at) {
    this.id = id;
    this.at = at;
    this.items = all.stream().filter(item -> !item.recordedAt().isAfter(at)).toList();
    this.claim = newest(items, at, "claim", "id", id);
    this.build = last(items.stream().filter(item -> item.is("build")));
  }

  static Set<String> claims(List<Item> items, Instant at) {
    Set<String> ids = new TreeSet<>();
    for (Item item : items) {
      if (item.is("claim") && !item.recordedAt().isAfter(at)) {
        ids.add(item.text("id"));
      }
    }
    return ids;
  }

  static Optional<Item> newest(
      List<Item> items, Instant at, String kind, String member, String value) {
    return last(
        items.stream()
            .filter(item -> item.is(kind) && !item.recordedAt().isAfter(at))
            .filter(item -> item.text(member).equals(value)));
  }

  private static Optional<Item> last(Stream<Item> stream) {
    return stream.reduce((before, after) -> after);
  }

  Verdict verdict() {
    if (claim.isEmpty()) {
      return Verdict.of("unproven", "the claim was never made");
    }
    Optional<Item> end = newest(items, at, "withdrawal", "claim", id);
    if (end.isPresent() && end.get().seq() > claim.get().seq()) {
      return Verdict.of("withdrawn", "the claim was withdrawn");
    }
    String against = against();
    if (!against.isEmpty()) {
      return Verdict.of("failing", against);
    }
    String kind = claim.get().text("kind");
    if (kind.equals("attested") || (kind.equals("hosting") && required().isEmpty())) {
      return word();
    }
    return probed();
  }

  private List<String> required() {
    return Json.list(claim.get().predicate(), "probes").stream().map(Object::toString).toList();
  }

  private Stream<Item> runs() {
    return items.stream().filter(item -> item.is("probe-result")).filter(item -> names(item, -1));
  }

  // Whether the run speaks for or against the claim: in this revision, or in any.
  private boolean names(Item run, long revision) {
    for (Object entry : Json.list(run.predicate(), "claims")) {
      Map<String, Object> reference = Json.object(entry);
      if (Json.text(reference, "id").equals(id)
          && (revision < 0 || Json.number(reference, "revision") == revision)) {
        return true;
      }
    }
    return false;
  }

  private static String outcome(Item run) {
    String outcome = run.text("outcome");
    boolean borneOut =
        run.cases("attacksSucceeded") == 0
            && run.cases("attacksRefused") > 0
            && run.cases("positiveControls") > 0
            && run.cases("population") > 0
            && run.cases("executed") > 0
            && run.cases("executed") >= run.cases("declared");
    return outcome.equals("PASS") && !borneOut ? "INVALID" : outcome;
  }

  private boolean isPass(Item run) {
    return outcome(run).equals("PASS") && names(run, claim.get().number("revision"));
  }

  // Why the claim fails, or nothing.
  private String against() {
    for (Item item : items) {
      if (item.is("counter-evidence") && item.text("claim").equals(id) && isOpen(item)) {
        return "counter-evidence " + item.text("id") + " is open";
      }
    }
    Map<String, Item> failed = new LinkedHashMap<>();
    Map<String, Item> unable = new LinkedHashMap<>();
    Map<String, Long> passed = new HashMap<>();
    runs().forEach(run -> note(run, failed, unable, passed));
    for (Map.Entry<String, Item> failure : failed.entrySet()) {
      if (required().contains(failure.getKey()) || !isReplaced(failure.getValue().seq(), passed)) {
        return "probe " + failure.getKey() + " got through in entry " + failure.getValue().seq();
      }
    }
    Duration fresh = Duration.ofSeconds(claim.get().number("freshSeconds"));
    for (Map.Entry<String, Item> run : unable.entrySet()) {
      if (required().contains(run.getKey()) && at.isAfter(run.getValue().when().plus(fresh))) {
        return "probe " + run.getKey() + " could not check for too long";
      }
    }
    return "";
  }

  private void note(
      Item run, Map<String, Item> failed, Map<String, Item> unable, Map<String, Long> passed) {
    String probe = run.text("probe");
    if (isPass(run)) {
      failed.remove(probe);
      unable.remove(probe);
      passed.put(probe, run.seq());
    } else if (outcome(run).equals("FAIL")) {
      failed.put(probe, run);
      unable.remove(probe);
    } else if (outcome(run).equals("INVALID")) {
      unable.putIfAbsent(probe, run);
    }
  }

  private boolean isReplaced(long failure, Map<String, Long> passed) {
    return !required().isEmpty()
        && required().stream().allMatch(probe -> passed.getOrDefault(probe, 0L) > failure);
  }

  private boolean isOpen(Item against) {
    return items.stream()
        .filter(item -> item.is("counter-evidence-closed") && item.seq() > against.seq())
        .filter(item -> item.text("counterEvidence").equals(against.text("id")))
        .noneMatch(closing -> isBorneOut(closing, against));
  }

  private boolean isBorneOut(Item closing, Item against) {
    if (closing.text("resolution").equals("refuted")) {
      return true;
    }
    return runs()
        .filter(run -> run.seq() > against.seq() && run.seq() < closing.seq())
        .anyMatch(
            run -> outcome(run).equals("PASS") && run.digest().equals(closing.text("evidence")));
  }

  private Verdict word() {
    Map<String, Long> mostDays = Map.of("high", 90L, "medium", 180L, "low", 365L);
    Long most = mostDays.get(claim.get().text("severity"));
    if (most == null) {
      return Verdict.of("unproven", "a critical claim may not rest on a person's word");
    }
    Optional<Item> word =
        last(items.stream().filter(item -> item.is("attestation")).filter(this::isApproved));
    if (word.isEmpty()) {
      return Verdict.of("unproven", "nobody vouches for it");
    }
    Instant issued = earlier(word.get().time("issuedAt"), word.get().recordedAt());
    Instant end = earlier(word.get().time("expiresAt"), issued.plus(Duration.ofDays(most)));
    return at.isAfter(end)
        ? Verdict.of("expired", "the attestation ran out")
        : new Verdict("attested", "a person vouches for it", end);
  }

  private boolean isApproved(Item word) {
    Map<String, Object> of = Json.object(word.predicate().get("claim"));
    return Json.text(of, "id").equals(id)
        && Json.number(of, "revision") == claim.get().number("revision")
        && items.stream()
            .filter(item -> item.is("attestation-approval") && item.seq() > word.seq())
            .filter(item -> item.text("attestation").equals(word.text("id")))
            .anyMatch(item -> !item.text("approver").equals(word.text("owner")));
  }

  private Verdict probed() {
    if (build.isEmpty() || required().isEmpty()) {
      return Verdict.of("unproven", "no build is recorded, or no probe is bound to it");
    }
    Instant oldest = Instant.MAX;
    Map<String, Item> passes = new LinkedHashMap<>();
    for (String probe : required()) {
      Optional<Item> pass =
          last(runs().filter(run -> run.text("probe").equals(probe) && isPass(run) && isHere(run)));
      if (pass.isEmpty()) {
        return Verdict.of("unproven", "probe " + probe + " has not passed on what runs now");
      }
      if (pass.get().cases("executed") < claim.get().number("minimumCases")) {
        return Verdict.of("unproven", "probe " + probe + " tried too few cases");
      }
      passes.put(probe, pass.get());
      oldest = earlier(oldest, pass.get().when());
    }
    NegativeControls controls = new NegativeControls(items, build.get(), claim.get());
    Instant controlled = controls.holdUntil(passes);
    if (at.isAfter(controlled)) {
      return Verdict.of("unproven", "there is no live negative control for it");
    }
    return byAge(oldest, controlled);
  }

  private Verdict byAge(Instant oldest, Instant controlled) {
    Instant stale = oldest.plusSeconds(claim.get().number("freshSeconds"));
    Instant expired = oldest.plusSeconds(claim.get().number("expireSeconds"));
    if (at.isAfter(expired)) {
      return new Verdict("expired", "the last pass is too old", controlled);
    }
    if (at.isAfter(stale)) {
      return new Verdict("stale", "the last pass is overdue", earlier(expired, controlled));
    }
    return new Verdict("proven", "its probes passed", earlier(stale, controlled));
  }

  private boolean isHere(Item run) {
    return run.subjects().get("build").equals(build.get().text("build"))
        && run.subjects().get("config").equals(build.get().text("config"));
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

/// The runs against switched-off controls that count on what runs now, and how long they do.
final class NegativeControls {
  private static final Map<String, Long> DAYS =
      Map.of("critical", 7L, "high", 30L, "medium", 30L, "low", 90L);

  private final Item claim;
  private final Map<String, Item> newest = new LinkedHashMap<>();

  NegativeControls(List<Item> items, Item build, Item claim) {
    this.claim = claim;
    for (Item item : items) {
      if (item.is("negative-control")
          && item.text("build").equals(build.text("build"))
          && item.text("config").equals(build.text("config"))) {
        newest.put(item.text("probe") + " " + item.text("fault"), item);
      }
    }
  }

  /// Until when all that must be shown is; before all time if something never was.
  Instant holdUntil(Map<String, Item> passes) {
    String control = claim.text("control");
    Instant end =
        best(
            item -> item.text("control").equals(control) && passes.containsKey(item.text("probe")));
    for (Map.Entry<String, Item> pass : passes.entrySet()) {
      String digest = pass.getValue().subjects().get("probe");
      end =
          States.earlier(
              end,
              best(
                  item ->
                      item.text("probe").equals(pass.getKey())
                          && item.text("probeDigest").equals(digest)));
    }
    for (Item switched : newest.values()) {
      if (switched.text("control").equals(control)) {
        String fault = switched.text("fault");
        end = States.earlier(end, best(item -> item.text("fault").equals(fault)));
      }
    }
    return end;
  }

  private Instant best(Predicate<Item> which) {
    return newest.values().stream()
        .filter(which)
        .filter(item -> Boolean.TRUE.equals(item.predicate().get("killed")))
        .filter(this::isStrongEnough)
        .map(this::validUntil)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private boolean isStrongEnough(Item item) {
    return !item.text("class").equals("transcript")
        || Set.of("medium", "low").contains(claim.text("severity"));
  }

  private Instant validUntil(Item item) {
    Duration most = Duration.ofDays(DAYS.get(claim.text("severity")));
    return States.earlier(item.time("validUntil"), item.when().plus(most));
  }
}

/// The matrix of faults and probes is the one that follows from the ledger.
final class MatrixFile {
  private static final String NAME = "mutation/matrix.json";

  private final Map<String, byte[]> files;
  private final Report report;
  private final List<Item> items;

  MatrixFile(Map<String, byte[]> files, Report report, List<Item> items) {
    this.files = files;
    this.report = report;
    this.items = items;
  }

  void check(Instant asOf) {
    try {
      Map<String, Object> file = Json.object(Json.parse(files.getOrDefault(NAME, new byte[0])));
      Map<String, Set<String>> stated = new TreeMap<>();
      for (Object entry : Json.list(file, "faults")) {
        Map<String, Object> fault = Json.object(entry);
        Set<String> killers = new TreeSet<>();
        Json.list(fault, "killedBy").forEach(probe -> killers.add(probe.toString()));
        stated.put(Json.text(fault, "id"), killers);
      }
      Map<String, Set<String>> computed = computed(asOf);
      if (!stated.equals(computed)) {
        report.defect(NAME + ": is not the matrix that follows from the ledger");
      }
      long noticed = computed.values().stream().filter(killers -> !killers.isEmpty()).count();
      report.fact("faults noticed by a probe: " + noticed + " of " + computed.size());
    } catch (IllegalArgumentException e) {
      report.defect(NAME + ": is missing or cannot be read: " + e.getMessage());
    }
  }

  private Map<String, Set<String>> computed(Instant asOf) {
    Map<String, Set<String>> faults = new TreeMap<>();
    Item build = null;
    for (Item item : items) {
      build = item.is("build") && !item.recordedAt().isAfter(asOf) ? item : build;
    }
    for (Item item : items) {
      if (build != null
          && item.is("negative-control")
          && !item.recordedAt().isAfter(asOf)
          && item.text("build").equals(build.text("build"))
          && item.text("config").equals(build.text("config"))) {
        Set<String> killers = faults.computeIfAbsent(item.text("fault"), f -> new TreeSet<>());
        killers.remove(item.text("probe"));
        if (Boolean.TRUE.equals(item.predicate().get("killed"))) {
          killers.add(item.text("probe"));
        }
      }
    }
    return faults;
  }
}

/// JSON as maps, lists, texts, longs, doubles and booleans. Strict.
final class Json {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Object parse(byte[] file) {
    Json json = new Json(new String(file, StandardCharsets.UTF_8));
    Object value = json.value(0);
    json.space();
    if (json.at < json.text.length()) {
      throw new IllegalArgumentException("is not JSON");
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("lacks an object");
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Map<String, Object> object, String name) {
    if (object.get(name) instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw new IllegalArgumentException("lacks the list " + name);
  }

  static String text(Map<String, Object> object, String name) {
    if (object.get(name) instanceof String value) {
      return value;
    }
    throw new IllegalArgumentException("lacks the text " + name);
  }

  static long number(Map<String, Object> object, String name) {
    if (object.get(name) instanceof Long value) {
      return value;
    }
    throw new IllegalArgumentException("lacks the number " + name);
  }

  static Instant time(Map<String, Object> object, String name) {
    return Instant.parse(text(object, name));
  }

  private Object value(int level) {
    space();
    char first = peek();
    if (level > 64) {
      throw invalid();
    }
    return switch (first) {
      case '{' -> members(level);
      case '[' -> elements(level);
      case '"' -> string();
      default -> scalar();
    };
  }

  private Map<String, Object> members(int level) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    space();
    if (skip('}')) {
      return members;
    }
    do {
      space();
      String name = string();
      space();
      need(':');
      if (members.containsKey(name)) {
        throw invalid();
      }
      members.put(name, value(level + 1));
      space();
    } while (skip(','));
    need('}');
    return members;
  }

  private List<Object> elements(int level) {
    List<Object> elements = new ArrayList<>();
    at++;
    space();
    if (skip(']')) {
      return elements;
    }
    do {
      elements.add(value(level + 1));
      space();
    } while (skip(','));
    need(']');
    return elements;
  }

  private Object scalar() {
    int start = at;
    while (at < text.length() && "{}[],:\" \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    if (WHOLE.matcher(word).matches()) {
      return Long.valueOf(word);
    }
    if (word.length() <= 40 && NUMBER.matcher(word).matches()) {
      return Double.valueOf(word);
    }
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> throw invalid();
    };
  }

  private String string() {
    need('"');
    int end = at;
    while (end < text.length() && isPlain(text.charAt(end))) {
      end++;
    }
    StringBuilder value = new StringBuilder().append(text, at, end);
    at = end;
    while (peek() != '"') {
      char letter = text.charAt(at++);
      if (letter < ' ') {
        throw invalid();
      }
      value.append(letter == '\\' ? escape() : letter);
    }
    at++;
    return value.toString();
  }

  private static boolean isPlain(char letter) {
    return letter >= ' ' && letter != '"' && letter != '\\';
  }

  private char escape() {
    char letter = peek();
    at++;
    int plain = "\"\\/bfnrt".indexOf(letter);
    if (plain >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (letter != 'u' || at + 4 > text.length()) {
      throw invalid();
    }
    at += 4;
    return (char) HexFormat.fromHexDigits(text, at - 4, at);
  }

  private boolean skip(char letter) {
    boolean here = peek() == letter;
    at += here ? 1 : 0;
    return here;
  }

  private void need(char letter) {
    if (!skip(letter)) {
      throw invalid();
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw invalid();
    }
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("is not JSON");
  }
}
