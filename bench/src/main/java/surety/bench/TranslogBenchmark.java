package surety.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import surety.translog.Checkpoint;
import surety.translog.Commitment;
import surety.translog.Hash;
import surety.translog.LogEntry;
import surety.translog.LogExport;
import surety.translog.LogVerdict.Verified;
import surety.translog.LogVerifier;
import surety.translog.MemoryTiles;
import surety.translog.MerkleProof;
import surety.translog.NoteKey;
import surety.translog.Salt;
import surety.translog.SignedNote;
import surety.translog.TileFolder;
import surety.translog.TileReader;
import surety.translog.TileStore;
import surety.translog.TileWriter;
import surety.translog.WitnessPolicy;

/// The price of the transparency log alone, on one thread: commitments, tiles, proofs from tiles,
/// and the verification of an export by the library and by the one-file program.
final class TranslogBenchmark implements Benchmark {

  private static final String ORIGIN = "log.surety.example/bench";
  private static final int PROOFS = 10_000;

  // Of a checkpoint each second at 8,000 entries in a second.
  private static final int CHECKPOINT = 8_000;

  private final KeyPair pair = pair();
  private final NoteKey key = NoteKey.of(ORIGIN, pair.getPublic());

  @Override
  public String name() {
    return "translog";
  }

  @Override
  public String question() {
    return "entries per second committed and logged, time of a proof from tiles, and time to verify"
        + " an export";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    int proven = quick ? 100_000 : 2_000_000;
    int exported = quick ? 50_000 : 1_000_000;
    Path folder = Files.createTempDirectory("surety-bench-translog");
    try {
      Report report = new Report("translog: one thread, entries of 300 bytes");
      append(new MemoryTiles(), 100_000); // warms up
      TileStore tiles = new TileFolder(folder);
      long started = System.nanoTime();
      TileWriter writer = append(tiles, proven);
      String size = " of " + proven + " entries";
      report.add("appended to tiles in files, log" + size, perSecond(proven, started), "/s", "");
      prove(report, "inclusion proof from files, log" + size, tiles, writer);
      MemoryTiles memory = new MemoryTiles();
      prove(report, "inclusion proof from memory, log" + size, memory, append(memory, proven));
      export(report, folder.resolve("log.jsonl"), exported);
      return report;
    } finally {
      delete(folder);
    }
  }

  private static TileWriter append(TileStore tiles, int entries) {
    TileWriter writer = TileWriter.begin(tiles);
    byte[] leaf = new byte[Hash.BYTES];
    for (int i = 0; i < entries; i++) {
      leaf[i & 31]++;
      writer.append(Hash.ofLeaf(leaf));
      if (i % CHECKPOINT == 0) {
        writer.flush();
      }
    }
    writer.flush();
    return writer;
  }

  private static void prove(Report report, String name, TileStore tiles, TileWriter writer) {
    TileReader reader = new TileReader(tiles);
    Random random = new Random(1);
    for (int i = 0; i < PROOFS / 2; i++) { // warms up
      reader.inclusion(random.nextLong(writer.size()), writer.size());
    }
    Hash root = writer.root();
    long nanos = 0;
    for (int i = 0; i < PROOFS; i++) {
      long index = random.nextLong(writer.size());
      long started = System.nanoTime();
      List<Hash> path = reader.inclusion(index, writer.size());
      nanos += System.nanoTime() - started;
      Hash leaf = reader.leaf(index, writer.size());
      if (!MerkleProof.includes(root, writer.size(), index, leaf, path)) {
        throw new IllegalStateException("a proof does not verify");
      }
    }
    report.add(name, nanos / 1e3 / PROOFS, "µs", "");
  }

  private void export(Report report, Path file, int entries) throws Exception {
    MemoryTiles tiles = new MemoryTiles();
    TileWriter writer = TileWriter.begin(tiles);
    long started = System.nanoTime();
    entries(entries).forEachRemaining(entry -> writer.append(leaf(entry)));
    writer.flush();
    report.add("committed to and appended", perSecond(entries, started), "/s", "");
    SignedNote note =
        new Checkpoint(ORIGIN, writer.size(), writer.root(), List.of())
            .sign(key, pair.getPrivate());
    started = System.nanoTime();
    try (OutputStream out = Files.newOutputStream(file)) {
      new LogExport(note, key, 0, entries, List.of()).write(tiles, entries(entries), out);
    }
    report.add("exported, " + entries + " entries", seconds(started), "s", "");
    report.add("the export", Files.size(file) / 1e6, "MB", "");
    verify(report, file);
  }

  private void verify(Report report, Path file) throws IOException, InterruptedException {
    long started = System.nanoTime();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      if (!(new LogVerifier(key, List.of(), WitnessPolicy.NONE).verify(in) instanceof Verified)) {
        throw new IllegalStateException("the export was not verified");
      }
    }
    report.add("verified by the library", seconds(started), "s", "");
    Path folder = file.resolveSibling("verifier");
    Files.createDirectories(folder);
    Path program = folder.resolve("VerifyLog.java");
    Files.writeString(program, LogVerifier.program(), StandardCharsets.UTF_8);
    Path keyFile = Files.writeString(folder.resolve("key"), key.text() + "\n");
    started = System.nanoTime();
    if (start(program, file, keyFile) != 0) {
      throw new IllegalStateException("the export was not verified");
    }
    report.add("verified by java -Xmx64m VerifyLog.java", seconds(started), "s", "");
  }

  private static int start(Path program, Path file, Path keyFile)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java, "-Xmx64m", program.toString(), file.toString(), keyFile.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  // The same entries each time, so that nothing but the tree is kept in memory.
  private static Iterator<LogEntry> entries(int count) {
    byte[] salt = new byte[Salt.BYTES];
    Random random = new Random(1);
    return LongStream.range(0, count)
        .mapToObj(
            index -> {
              random.nextBytes(salt);
              return (LogEntry)
                  new LogEntry.Opened(index, Salt.fromBytes(salt), payload(index, random));
            })
        .iterator();
  }

  private static String payload(long index, Random random) {
    return "{\"accessor\":\"user\",\"action\":\"fetch.time-entries\",\"at\":\"2026-03-01T08:00:00.123Z\","
               + "\"connection\":\"0199d2f0-7c1e-7a55-9d8e-2f6c0a1b2c3d\",\"count\":"
        + random.nextInt(100_000)
        + ",\"principal\":\"0199d2f0-7c1e-7a55-9d8e-"
        + Long.toHexString(index | 1L << 44)
        + "\",\"scope\":\"2026-01-01/2026-03-01\",\"source\":\"productive\",\"trigger\":\"dashboard\"}";
  }

  private static Hash leaf(LogEntry entry) {
    LogEntry.Opened opened = (LogEntry.Opened) entry;
    return Commitment.to(opened.salt(), opened.payload()).leaf();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK since 15", e);
    }
  }

  private static double perSecond(int count, long started) {
    return count / seconds(started);
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) / 1e9;
  }
}
