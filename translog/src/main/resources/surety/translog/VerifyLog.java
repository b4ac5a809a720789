import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Verifies the export of a log with nothing but a JDK, 17 or later:
///
///     java VerifyLog.java FILE KEY [--former CHECKPOINT]... [--witnesses KEYS --quorum N]
///
/// FILE is the export. KEY is a file with the log's public key, got in another way than with the
/// export: PEM, or a verifier key (name+id+key) in a line. CHECKPOINT is a file with a checkpoint
/// of the same log that you kept, such as the one that this program printed for an earlier export:
/// the log must have grown out of it. KEYS is a file with the verifier keys of witnesses, a line
/// each, of whom N have to have cosigned the checkpoint.
///
/// Prints what was found, and DEFECT with the first thing that is wrong, the entry from which on
/// nothing is proven, and the line of the file. The exit status is 0 if there is no defect, 1 if
/// there is one, 2 if the command was wrong or a file cannot be read.
///
/// It shares no code with the server that made the export.
final class VerifyLog {
  private static final long LARGEST = 1L << 62;

  private final KeyFile key;
  private final List<Head> kept;
  private final Witnesses witnesses;
  private final Lines lines;
  private final Deque<Head> toCompare = new ArrayDeque<>();
  private final Nodes seen = new Nodes();
  private Header header = new Header(Map.of());
  private Head head = new Head("", 0, "");
  private String note = "";
  private int cosigned;
  private long agreed;
  private boolean otherTree;
  private final long[] counts = new long[3];

  private VerifyLog(InputStream in, KeyFile key, List<Head> kept, Witnesses witnesses) {
    this.lines = new Lines(in);
    this.key = key;
    this.kept = kept;
    this.witnesses = witnesses;
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  static int run(String[] args, PrintStream out) {
    try {
      Options options = Options.of(args);
      KeyFile key = KeyFile.read(options.key);
      Witnesses witnesses = Witnesses.read(options.witnesses, options.quorum);
      List<Head> kept = new ArrayList<>();
      for (String file : options.former) {
        kept.add(Note.parse(Files.readString(Path.of(file))).signedHead(key));
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(options.file)))) {
        return new VerifyLog(in, key, kept, witnesses).report(out);
      }
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
    } catch (IOException e) {
      out.println("cannot be read: " + e.getMessage());
    }
    out.println(
        "usage: java VerifyLog.java FILE KEY [--former CHECKPOINT]..."
            + " [--witnesses KEYS --quorum N]");
    return 2;
  }

  private int report(PrintStream out) throws IOException {
    try {
      check();
    } catch (Defect defect) {
      out.println(defect.getMessage());
      out.println("NOT verified.");
      return 1;
    }
    out.println("log: " + head.origin);
    out.println("key: " + header.text("key"));
    out.println("checkpoint: " + head.size + " entries, root " + head.root);
    if (!witnesses.keys.isEmpty()) {
      out.println("witnesses who cosigned: " + cosigned + " of " + witnesses.keys.size());
    }
    if (!kept.isEmpty()) {
      out.println("kept checkpoints that it grew out of: " + kept.size());
    }
    out.println(
        "entries "
            + header.number("first")
            + " to "
            + (header.number("end") - 1)
            + ": "
            + counts[0]
            + " verified, "
            + counts[1]
            + " erased, "
            + counts[2]
            + " omitted");
    out.println("Verified: no defect. Keep this checkpoint to verify the next export:");
    out.println();
    out.print(note);
    return 0;
  }

  private void check() throws IOException {
    readHeader();
    long size = head.size;
    toCompare.addAll(kept.stream().sorted((a, b) -> Long.compare(a.size, b.size)).toList());
    if (header.number("end") > size || header.former().stream().anyMatch(s -> s > size)) {
      throw headDefect("MALFORMED", "the export has sizes beyond that of the checkpoint");
    }
    if (!toCompare.isEmpty() && toCompare.getLast().size > size) {
      throw new Defect(
          "TAIL_REMOVED",
          size,
          1,
          "the log had " + toCompare.getLast().size + " entries and now has " + size);
    }
    compare();
    tree();
    if (otherTree) {
      throw treeDefect();
    }
    boolean ends;
    try {
      ends = lines.next() == null;
    } catch (IllegalArgumentException | Lines.Cut e) {
      ends = false;
    }
    if (!ends) {
      throw defect("MALFORMED", header.number("end"), "something follows the last entry");
    }
  }

  private void readHeader() throws IOException {
    try {
      String line = lines.next();
      if (line == null) {
        throw headDefect("MALFORMED", "the file is empty");
      }
      header = Header.of(Json.canonical(line));
    } catch (IllegalArgumentException | Lines.Cut e) {
      throw headDefect("MALFORMED", "the first line is not that of an export");
    }
    String named = header.text("key");
    if (!named.equals(key.verifierKey(named.split("\\+", 2)[0]))) {
      throw headDefect("WRONG_KEY", "the export names another key");
    }
    note = header.text("checkpoint");
    Note signed;
    try {
      signed = Note.parse(note);
    } catch (IllegalArgumentException e) {
      throw headDefect("CHECKPOINT_CHANGED", "the checkpoint is not a signed note");
    }
    KeyFile full = key.named(named.split("\\+", 2)[0]);
    if (signed.claimedBy(full).isEmpty()) {
      throw headDefect("WRONG_KEY", "the checkpoint is not signed by the log's key");
    }
    if (!signed.isSignedBy(full)) {
      throw headDefect("CHECKPOINT_CHANGED", "the checkpoint is not what the log signed");
    }
    try {
      head = Head.parse(signed.text);
    } catch (IllegalArgumentException e) {
      throw headDefect("CHECKPOINT_CHANGED", "what the log signed is not a checkpoint");
    }
    if (!head.origin.equals(full.name)) {
      throw headDefect("WRONG_KEY", "the checkpoint is of another log");
    }
    for (Head other : kept) {
      if (!other.origin.equals(head.origin)) {
        throw new IllegalArgumentException("a kept checkpoint is of another log");
      }
    }
    cosigned = witnesses.cosigned(signed);
    if (cosigned < witnesses.quorum) {
      throw headDefect(
          "NOT_WITNESSED", cosigned + " witnesses cosigned the checkpoint of " + witnesses.quorum);
    }
  }

  // The right edge, and below it whatever the export shows, from the left.
  private void tree() throws IOException {
    List<long[]> places = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    Nodes root = new Nodes();
    for (int level = 7; level >= 0; level--) {
      long hashes = head.size >>> (8 * level);
      int width = (int) (hashes % 256);
      if (width > 0) {
        byte[] content = tile(level, hashes / 256, width, 0);
        places.add(new long[] {level, hashes / 256, width});
        contents.add(content);
        for (int i = 0; i < width; i++) {
          root.add(8 * level, Arrays.copyOfRange(content, 32 * i, 32 * i + 32));
        }
      }
    }
    otherTree = !Base64.getEncoder().encodeToString(root.root()).equals(head.root);
    if (otherTree && toCompare.isEmpty()) {
      throw treeDefect();
    }
    for (int i = 0; i < places.size(); i++) {
      long[] place = places.get(i);
      below((int) place[0], place[1], (int) place[2], contents.get(i));
    }
  }

  private void below(int level, long index, int width, byte[] content) throws IOException {
    for (int i = 0; i < width; i++) {
      long number = index * 256 + i;
      byte[] hash = Arrays.copyOfRange(content, 32 * i, 32 * i + 32);
      long start = number << (8 * level);
      if (level == 0) {
        if (start >= header.number("first") && start < header.number("end")) {
          entry(start, hash, content);
        }
        see(0, hash);
      } else if (header.shows(start, (number + 1) << (8 * level))) {
        byte[] child = tile(level - 1, number, 256, start);
        Nodes nodes = new Nodes();
        for (int j = 0; j < 256; j++) {
          nodes.add(0, Arrays.copyOfRange(child, 32 * j, 32 * j + 32));
        }
        if (!Arrays.equals(nodes.root(), hash)) {
          throw defect("TREE_CHANGED", start, "hashes of the tree were changed");
        }
        below(level - 1, number, 256, child);
      } else {
        see(8 * level, hash);
      }
    }
  }

  private byte[] tile(int level, long index, int width, long first) throws IOException {
    Map<String, Object> line = line(first);
    if (line.containsKey("hashes")
        && line.get("level").equals((long) level)
        && line.get("tile").equals(index)) {
      byte[] content = Base64.getDecoder().decode((String) line.get("hashes"));
      if (content.length != 32 * width) {
        throw defect("MALFORMED", first, "a tile has not as many hashes as the tree");
      }
      return content;
    }
    boolean earlier =
        line.containsKey("hashes")
            && line.get("level").equals((long) level)
            && (long) line.get("tile") < index;
    throw earlier
        ? defect("REORDERED", first, "a part of the tree stands in another place")
        : defect(
            "ENTRY_MISSING", first, "the part of the tree from entry " + first + " is missing");
  }

  private void entry(long index, byte[] hash, byte[] tile) throws IOException {
    Map<String, Object> line = line(index);
    if (line.containsKey("hashes")) {
      throw defect("ENTRY_MISSING", index, "entry " + index + " is missing");
    }
    long found = (long) line.get("index");
    if (found < index) {
      throw defect("REORDERED", index, "entry " + found + " stands where " + index + " belongs");
    }
    if (found > index) {
      long at = lines.number;
      throw comesLater(index)
          ? new Defect("REORDERED", index, at, "entry " + index + " does not stand in its place")
          : new Defect("ENTRY_MISSING", index, at, "entry " + index + " is missing");
    }
    if (line.containsKey("payload")) {
      byte[] leaf = Hashing.leaf((String) line.get("salt"), (String) line.get("payload"));
      if (!Arrays.equals(leaf, hash)) {
        throw changed(index, leaf, tile);
      }
      counts[0]++;
    } else {
      counts[line.containsKey("erased") ? 1 : 2]++;
    }
  }

  private Defect changed(long index, byte[] leaf, byte[] tile) {
    for (int i = 0; 32 * i < tile.length; i++) {
      if (Arrays.equals(leaf, Arrays.copyOfRange(tile, 32 * i, 32 * i + 32))) {
        long belongs = index - index % 256 + i;
        return defect(
            "REORDERED", index, "entry " + index + " holds what was logged as entry " + belongs);
      }
    }
    return defect("ENTRY_CHANGED", index, "entry " + index + " is not what was logged");
  }

  private boolean comesLater(long index) throws IOException {
    try {
      for (int i = 0; i < 256; i++) {
        String text = lines.next();
        Map<String, Object> line = text == null ? Map.of() : Line.of(Json.canonical(text));
        if (!line.containsKey("index")) {
          return false;
        }
        if ((long) line.get("index") == index) {
          return true;
        }
      }
    } catch (IllegalArgumentException | Lines.Cut e) {
      return false;
    }
    return false;
  }

  private Map<String, Object> line(long index) throws IOException {
    try {
      String line = lines.next();
      if (line != null) {
        return Line.of(Json.canonical(line));
      }
    } catch (IllegalArgumentException e) {
      throw defect("MALFORMED", index, "a line is not in the form of an export");
    } catch (Lines.Cut e) {
      throw defect("TAIL_REMOVED", index, "the file ends within a line");
    }
    throw defect("TAIL_REMOVED", index, "the file ends before entry " + index);
  }

  private void see(int height, byte[] hash) {
    seen.add(height, hash);
    compare();
  }

  private void compare() {
    while (!toCompare.isEmpty() && toCompare.getFirst().size <= seen.size) {
      Head former = toCompare.removeFirst();
      if (former.size < seen.size) {
        throw defect(
            "NOT_COMPARABLE",
            agreed,
            "the export does not show the tree of the kept checkpoint of size " + former.size);
      }
      if (!Base64.getEncoder().encodeToString(seen.root()).equals(former.root)) {
        if (otherTree) {
          throw treeDefect();
        }
        throw defect(
            "FORK",
            agreed,
            "the log is not the one of the kept checkpoint of size "
                + former.size
                + ": it differs from entry "
                + agreed
                + " or later, before that size");
      }
      agreed = former.size;
    }
  }

  private Defect treeDefect() {
    return defect(
        "TREE_CHANGED",
        agreed,
        "the tree is not that of the checkpoint: it differs from entry " + agreed + " or later");
  }

  private Defect defect(String kind, long index, String message) {
    return new Defect(kind, index, Math.max(1, lines.number), message);
  }

  private static Defect headDefect(String kind, String message) {
    return new Defect(kind, 0, 1, message);
  }

  static long size(String text) {
    if (!text.matches("0|[1-9][0-9]{0,18}") || Long.parseLong(text) > LARGEST) {
      throw new IllegalArgumentException("not a size");
    }
    return Long.parseLong(text);
  }

  static byte[] base64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not base64 in its one form");
    }
    return bytes;
  }
}

/// The first thing that is wrong.
final class Defect extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Defect(String kind, long index, long line, String message) {
    super("DEFECT " + kind + " at entry " + index + ", line " + line + ": " + message);
  }
}

/// The command line.
final class Options {
  String file = "";
  String key = "";
  String witnesses = "";
  int quorum;
  final List<String> former = new ArrayList<>();

  static Options of(String[] args) {
    Options options = new Options();
    List<String> plain = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        plain.add(args[i]);
      } else if (i + 1 == args.length) {
        throw new IllegalArgumentException("without a value: " + args[i]);
      } else {
        options.set(args[i], args[++i]);
      }
    }
    if (plain.size() != 2) {
      throw new IllegalArgumentException("needs the export and the log's key");
    }
    options.file = plain.get(0);
    options.key = plain.get(1);
    return options;
  }

  private void set(String name, String value) {
    switch (name) {
      case "--former" -> former.add(value);
      case "--witnesses" -> witnesses = value;
      case "--quorum" -> quorum = Integer.parseInt(value);
      default -> throw new IllegalArgumentException("not an option: " + name);
    }
  }
}

/// A public key, and the name that it signs under.
final class KeyFile {
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  final String name;
  private final byte type;
  private final byte[] bare;

  KeyFile(String name, byte type, byte[] bare) {
    this.name = name;
    this.type = type;
    this.bare = bare;
  }

  static KeyFile read(String file) throws IOException {
    String text = Files.readString(Path.of(file)).strip();
    if (!text.startsWith("-----BEGIN PUBLIC KEY-----")) {
      return parse(text, (byte) 1);
    }
    byte[] der = VerifyLog.base64(text.replaceAll("-----[A-Z ]+-----|\\s", ""));
    if (der.length != 44 || !Arrays.equals(PREFIX, Arrays.copyOf(der, 12))) {
      throw new IllegalArgumentException("the key is not an Ed25519 public key");
    }
    return new KeyFile("", (byte) 1, Arrays.copyOfRange(der, 12, 44));
  }

  static KeyFile parse(String text, byte type) {
    String[] parts = text.split("\\+", 3);
    byte[] typed = parts.length == 3 ? VerifyLog.base64(parts[2]) : new byte[0];
    if (typed.length != 33 || typed[0] != type) {
      throw new IllegalArgumentException("not a verifier key of type " + type);
    }
    KeyFile key = new KeyFile(parts[0], type, Arrays.copyOfRange(typed, 1, 33));
    if (!key.verifierKey(parts[0]).equals(text)) {
      throw new IllegalArgumentException("the id of the verifier key is wrong");
    }
    return key;
  }

  /// This key under a name; one that has a name keeps it.
  KeyFile named(String other) {
    return name.isEmpty() ? new KeyFile(other, type, bare) : this;
  }

  String verifierKey(String other) {
    KeyFile full = named(other);
    byte[] typed = Hashing.join(new byte[] {type}, bare);
    return full.name
        + "+"
        + HexFormat.of().formatHex(full.id())
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  String bareText() {
    return HexFormat.of().formatHex(bare);
  }

  byte[] id() {
    byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Hashing.sha256(named, new byte[] {type}, bare), 4);
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(Hashing.join(PREFIX, bare))));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

/// The witnesses who are asked for.
final class Witnesses {
  final List<KeyFile> keys = new ArrayList<>();
  int quorum;

  static Witnesses read(String file, int quorum) throws IOException {
    Witnesses witnesses = new Witnesses();
    witnesses.quorum = quorum;
    if (!file.isEmpty()) {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (!line.isBlank()) {
          witnesses.keys.add(KeyFile.parse(line.strip(), (byte) 4));
        }
      }
    }
    Set<String> distinct = new TreeSet<>();
    for (KeyFile key : witnesses.keys) {
      if (!distinct.add("name " + key.name) | !distinct.add("key " + key.bareText())) {
        throw new IllegalArgumentException("a witness has a name and a key of its own");
      }
    }
    if (quorum < 0 || quorum > witnesses.keys.size()) {
      throw new IllegalArgumentException("there are not so many witnesses");
    }
    return witnesses;
  }

  int cosigned(Note note) {
    return (int) keys.stream().filter(note::isCosignedBy).count();
  }
}

/// A text with signatures.
final class Note {
  final String text;
  private final List<String[]> signatures = new ArrayList<>();

  private Note(String text) {
    this.text = text;
  }

  static Note parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n") || note.length() == end + 2) {
      throw new IllegalArgumentException("not a signed note");
    }
    Note parsed = new Note(note.substring(0, end + 1));
    if (parsed.text.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))) {
      throw new IllegalArgumentException("a note with control characters");
    }
    for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("\u2014 ") || space <= 2) {
        throw new IllegalArgumentException("not a signature line");
      }
      if (VerifyLog.base64(line.substring(space + 1)).length <= 4) {
        throw new IllegalArgumentException("not a signature");
      }
      parsed.signatures.add(new String[] {line.substring(2, space), line.substring(space + 1)});
    }
    if (parsed.signatures.size() > 100) {
      throw new IllegalArgumentException("too many signatures");
    }
    return parsed;
  }

  List<byte[]> claimedBy(KeyFile key) {
    List<byte[]> claimed = new ArrayList<>();
    for (String[] signature : signatures) {
      byte[] all = VerifyLog.base64(signature[1]);
      if (signature[0].equals(key.name) && Arrays.equals(key.id(), Arrays.copyOf(all, 4))) {
        claimed.add(Arrays.copyOfRange(all, 4, all.length));
      }
    }
    return claimed;
  }

  boolean isSignedBy(KeyFile key) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    return claimedBy(key).stream().anyMatch(signature -> key.verifies(message, signature));
  }

  boolean isCosignedBy(KeyFile key) {
    return claimedBy(key).stream().anyMatch(stamped -> isCosignature(key, stamped));
  }

  private boolean isCosignature(KeyFile key, byte[] stamped) {
    if (stamped.length != 72 || stamped[0] < 0) {
      return false;
    }
    long seconds = ByteBuffer.wrap(stamped).getLong();
    byte[] message =
        ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    return key.verifies(message, Arrays.copyOfRange(stamped, 8, 72));
  }

  Head signedHead(KeyFile key) {
    Head head = Head.parse(text);
    if (!isSignedBy(key.named(head.origin)) || !head.origin.equals(key.named(head.origin).name)) {
      throw new IllegalArgumentException("a kept checkpoint is not signed by the log's key");
    }
    return head;
  }
}

/// What a checkpoint says.
final class Head {
  final String origin;
  final long size;
  final String root;

  Head(String origin, long size, String root) {
    this.origin = origin;
    this.size = size;
    this.root = root;
  }

  static Head parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || lines[0].isEmpty() || VerifyLog.base64(lines[2]).length != 32) {
      throw new IllegalArgumentException("not a checkpoint");
    }
    for (int i = 3; i < lines.length - 1; i++) {
      if (lines[i].isEmpty()) {
        throw new IllegalArgumentException("not a checkpoint");
      }
    }
    return new Head(lines[0], VerifyLog.size(lines[1]), lines[2]);
  }
}

/// The first line.
final class Header {
  private final Map<String, Object> members;

  Header(Map<String, Object> members) {
    this.members = members;
  }

  static Header of(Map<String, Object> members) {
    Set<String> names = Set.of("checkpoint", "end", "first", "format", "former", "key");
    Header header = new Header(members);
    if (!members.keySet().equals(names)
        || !"surety-log-export/1".equals(members.get("format"))
        || !(members.get("checkpoint") instanceof String)
        || !(members.get("key") instanceof String)
        || !(members.get("former") instanceof List)
        || !(members.get("end") instanceof Long)
        || !(members.get("first") instanceof Long)
        || header.number("first") > header.number("end")
        || header.former().size() > 1000) {
      throw new IllegalArgumentException("not a header");
    }
    for (int i = 1; i < header.former().size(); i++) {
      if (header.former().get(i - 1) >= header.former().get(i)) {
        throw new IllegalArgumentException("sizes that do not rise");
      }
    }
    return header;
  }

  String text(String name) {
    return (String) members.get(name);
  }

  long number(String name) {
    return (long) members.get(name);
  }

  @SuppressWarnings("unchecked") // Json reads lists of numbers alone.
  List<Long> former() {
    return (List<Long>) members.get("former");
  }

  boolean shows(long start, long until) {
    return (start < number("end") && until > number("first"))
        || former().stream().anyMatch(size -> start < size && size < until);
  }
}

/// Any other line.
final class Line {
  private Line() {}

  static Map<String, Object> of(Map<String, Object> line) {
    Set<String> names = line.keySet();
    if (names.equals(Set.of("hashes", "level", "tile"))) {
      VerifyLog.base64(text(line, "hashes"));
      number(line, "level");
      number(line, "tile");
      return line;
    }
    number(line, "index");
    if (names.equals(Set.of("index", "payload", "salt"))) {
      text(line, "payload");
      if (VerifyLog.base64(text(line, "salt")).length != 32) {
        throw new IllegalArgumentException("not a salt");
      }
      return line;
    }
    if (names.equals(Set.of("erased", "index")) && Boolean.TRUE.equals(line.get("erased"))
        || names.equals(Set.of("index", "omitted")) && Boolean.TRUE.equals(line.get("omitted"))) {
      return line;
    }
    throw new IllegalArgumentException("not a line of an export");
  }

  private static String text(Map<String, Object> line, String name) {
    if (line.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("lacks the text " + name);
  }

  private static void number(Map<String, Object> line, String name) {
    if (!(line.get(name) instanceof Long)) {
      throw new IllegalArgumentException("lacks the number " + name);
    }
  }
}

/// Hashes of the tree and of entries.
final class Hashing {
  private static final byte[] LABEL =
      "surety.translog.v1.commitment".getBytes(StandardCharsets.US_ASCII);
  private static final MessageDigest SHA_256 = digest();
  private static final Mac HMAC = mac();

  private Hashing() {}

  static byte[] sha256(byte[]... parts) {
    for (byte[] part : parts) {
      SHA_256.update(part);
    }
    return SHA_256.digest();
  }

  static byte[] node(byte[] left, byte[] right) {
    SHA_256.update((byte) 1);
    SHA_256.update(left);
    return SHA_256.digest(right);
  }

  static byte[] leaf(String salt, String payload) {
    try {
      HMAC.init(new SecretKeySpec(VerifyLog.base64(salt), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    HMAC.update((byte) 0);
    HMAC.update((byte) LABEL.length);
    HMAC.update(LABEL);
    byte[] commitment = HMAC.doFinal(payload.getBytes(StandardCharsets.UTF_8));
    SHA_256.update((byte) 0);
    return SHA_256.digest(commitment);
  }

  static byte[] join(byte[] one, byte[] other) {
    byte[] joined = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, joined, one.length, other.length);
    return joined;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Mac mac() {
    try {
      return Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

/// Complete subtrees from the left, joined where two of a height meet.
final class Nodes {
  private final List<byte[]> hashes = new ArrayList<>();
  private final List<Integer> heights = new ArrayList<>();
  long size;

  void add(int height, byte[] hash) {
    hashes.add(hash);
    heights.add(height);
    size += 1L << height;
    int last = heights.size() - 1;
    while (last > 0 && heights.get(last - 1).equals(heights.get(last))) {
      byte[] right = hashes.remove(last);
      hashes.set(last - 1, Hashing.node(hashes.get(last - 1), right));
      heights.set(last - 1, heights.remove(last) + 1);
      last--;
    }
  }

  byte[] root() {
    if (hashes.isEmpty()) {
      return Hashing.sha256();
    }
    byte[] root = hashes.get(hashes.size() - 1);
    for (int i = hashes.size() - 2; i >= 0; i--) {
      root = Hashing.node(hashes.get(i), root);
    }
    return root;
  }
}

/// Lines of UTF-8, each ended by a line feed.
final class Lines {
  private static final int MOST = 1 << 24;

  /// The file ends within a line.
  static final class Cut extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  long number;

  Lines(InputStream in) {
    this.in = in;
  }

  /// The next line, or null at the end.
  String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    while (true) {
      int start = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.write(buffer, start, at - start);
      if (line.size() >= MOST) {
        throw new IllegalArgumentException("too long");
      }
      if (at < end) {
        at++;
        number++;
        return decoded(line);
      }
      at = 0;
      end = in.read(buffer);
      if (end < 0) {
        end = 0;
        if (line.size() > 0) {
          throw new Cut();
        }
        return null;
      }
    }
  }

  private static String decoded(ByteArrayOutputStream line) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }
}

/// JSON in the form of RFC 8785, as far as an export needs it: an object of texts, numbers that are
/// sizes, true, and lists of numbers. Reads it, writes it again, and compares.
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Map<String, Object> canonical(String line) {
    Json json = new Json(line);
    Map<String, Object> members = new TreeMap<>();
    json.need('{');
    do {
      String name = json.string();
      json.need(':');
      if (members.put(name, json.value()) != null) {
        throw invalid();
      }
    } while (json.skip(','));
    json.need('}');
    if (json.at != line.length() || !written(members).equals(line)) {
      throw invalid();
    }
    return members;
  }

  private Object value() {
    if (at < text.length() && text.charAt(at) == '"') {
      return string();
    }
    if (text.startsWith("true", at)) {
      at += 4;
      return true;
    }
    if (!skip('[')) {
      return number();
    }
    List<Long> numbers = new ArrayList<>();
    if (skip(']')) {
      return numbers;
    }
    do {
      numbers.add(number());
    } while (skip(','));
    need(']');
    return numbers;
  }

  private long number() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return VerifyLog.size(text.substring(start, at));
  }

  private String string() {
    need('"');
    int end = at;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
      end++;
    }
    StringBuilder value = new StringBuilder().append(text, at, end);
    at = end;
    while (!skip('"')) {
      char letter = next();
      value.append(letter == '\\' ? escape() : letter);
    }
    return value.toString();
  }

  private char escape() {
    char letter = next();
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

  private static String written(Map<String, Object> members) {
    StringBuilder out = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          out.append(out.length() > 1 ? "," : "");
          quote(out, name);
          out.append(':');
          if (value instanceof String string) {
            quote(out, string);
          } else {
            out.append(value.toString().replace(" ", ""));
          }
        });
    return out.append('}').toString();
  }

  private static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      int named = "\"\\\b\f\n\r\t".indexOf(letter);
      if (named >= 0) {
        out.append('\\').append("\"\\bfnrt".charAt(named));
      } else if (letter < ' ') {
        out.append(String.format("\\u%04x", (int) letter));
      } else {
        out.append(letter);
      }
    }
    out.append('"');
  }

  private boolean skip(char letter) {
    boolean here = at < text.length() && text.charAt(at) == letter;
    at += here ? 1 : 0;
    return here;
  }

  private void need(char letter) {
    if (!skip(letter)) {
      throw invalid();
    }
  }

  private char next() {
    if (at >= text.length()) {
      throw invalid();
    }
    return text.charAt(at++);
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("not JSON in the form of RFC 8785");
  }
}
