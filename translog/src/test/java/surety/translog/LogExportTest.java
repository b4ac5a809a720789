package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.translog.LogEntry.Erased;
import surety.translog.LogEntry.Opened;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Kind;
import surety.translog.LogVerdict.Verified;

/// Exports, and what the library and `VerifyLog.java`, which share no code, say about them: always
/// the same.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogExportTest {
  @TempDir static Path folder;
  private static VerifyLogProgram program;

  @BeforeAll
  static void compile() {
    program = new VerifyLogProgram(folder);
  }

  @Test
  void an_export_is_verified_whatever_part_of_the_log_it_shows() {
    Cases.forAll(
        25,
        cases -> {
          ExportedLog log = ExportedLog.of(cases, (int) cases.upTo(1400));
          int end = cases.below(log.size() + 1);
          int first = cases.below(end + 1);
          int former = (int) cases.upTo(log.size());
          List<LogEntry> shown = log.shown(cases, first, end);
          List<String> lines = log.lines(first, end, List.of((long) former), shown);
          Verified verified = (Verified) verdict(lines, log.checkpoint(former), log.checkpoint());
          assertThat(verified.checkpoint()).isEqualTo(log.checkpoint());
          assertThat(verified.opened() + verified.erased() + verified.omitted())
              .isEqualTo(shown.size());
          assertThat(verified.opened())
              .isEqualTo(shown.stream().filter(Opened.class::isInstance).count());
        });
  }

  @Test
  void an_empty_log_is_verified() {
    ExportedLog log = new ExportedLog();
    assertThat(verdict(log.lines(), log.checkpoint())).isInstanceOf(Verified.class);
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void a_log_of_2_to_the_62_entries_shows_some_of_them() {
    Salt salt = Salt.fromBytes(new byte[Salt.BYTES]);
    EqualLeaves tiles = new EqualLeaves(Commitment.to(salt, "same").leaf());
    long size = 1L << 62;
    SignedNote note =
        new Checkpoint(ExportedLog.ORIGIN, size, new TileReader(tiles).root(size), List.of())
            .sign(ExportedLog.KEY, ExportedLog.SIGNER.privateKey());
    long first = (1L << 61) - 200;
    List<LogEntry> shown = new ArrayList<>();
    for (long i = first; i < first + 400; i++) {
      shown.add(new Opened(i, salt, "same"));
    }
    String file = ExportedLog.export(note, tiles, first, first + 400, List.of(), shown);
    assertThat(verdict(file.lines().toList())).isInstanceOf(Verified.class);
    assertThat(file.lines()).hasSizeLessThan(420);
  }

  @Test
  void every_byte_of_an_export_counts() {
    Cases.forAll(
        1,
        cases -> {
          ExportedLog log = ExportedLog.of(cases, 3);
          byte[] file = file(log.lines(0, 3, List.of(2L), log.shown(cases, 0, 3)));
          for (int i = 0; i < file.length; i++) {
            byte[] altered = file.clone();
            altered[i] ^= (byte) (1 + cases.below(255));
            assertThat(verdict(altered)).as("byte " + i).isInstanceOf(Defect.class);
          }
        });
  }

  @Test
  void a_changed_payload_or_salt_is_named() {
    forManyLogs(
        (cases, log) -> {
          int index = cases.below(log.size());
          Opened entry = log.entries.get(index);
          boolean isSalt = cases.coin();
          Opened other =
              new Opened(
                  index,
                  isSalt ? Salt.fromBytes(cases.altered(entry.salt().bytes())) : entry.salt(),
                  isSalt ? entry.payload() : entry.payload() + "!");
          List<String> lines = new ArrayList<>(log.lines());
          lines.set(lineOf(lines, index), ExportLine.of(other));
          assertDefect(verdict(lines), Kind.ENTRY_CHANGED, index);
        });
  }

  @Test
  void a_missing_entry_is_named() {
    forManyLogs(
        (cases, log) -> {
          int index = cases.below(log.size());
          List<String> lines = new ArrayList<>(log.lines());
          lines.remove(lineOf(lines, index));
          boolean isLast = index == log.size() - 1;
          assertDefect(verdict(lines), isLast ? Kind.TAIL_REMOVED : Kind.ENTRY_MISSING, index);
        });
  }

  @Test
  void entries_that_changed_places_are_named() {
    forManyLogs(
        (cases, log) -> {
          int tile = cases.below((log.size() + 255) / 256) * 256;
          int width = Math.min(256, log.size() - tile);
          if (width < 2) {
            return;
          }
          int one = tile + cases.below(width - 1);
          int other = one + 1 + cases.below(tile + width - one - 1);
          List<String> moved = new ArrayList<>(log.lines());
          Collections.swap(moved, lineOf(moved, one), lineOf(moved, other));
          assertDefect(verdict(moved), Kind.REORDERED, one);
          List<String> renumbered = new ArrayList<>(log.lines());
          put(renumbered, one, log.entries.get(other));
          put(renumbered, other, log.entries.get(one));
          assertDefect(verdict(renumbered), Kind.REORDERED, one);
        });
  }

  @Test
  void a_file_that_was_cut_is_named_wherever_it_ends() {
    forManyLogs(
        (cases, log) -> {
          byte[] file = file(log.lines());
          int header = log.lines().getFirst().length();
          byte[] cut = Arrays.copyOf(file, header + 1 + cases.below(file.length - header - 1));
          Defect defect = (Defect) verdict(cut);
          assertThat(defect.kind()).isEqualTo(Kind.TAIL_REMOVED);
          long whole = new String(cut, StandardCharsets.UTF_8).lines().skip(1).count();
          assertThat(defect.index()).isBetween(0L, whole);
        });
  }

  @Test
  void a_changed_tree_is_named() {
    forManyLogs(
        (cases, log) -> {
          List<String> lines = new ArrayList<>(log.lines());
          List<Integer> tiles =
              IntStream.range(0, lines.size())
                  .filter(i -> lines.get(i).startsWith("{\"hashes\""))
                  .boxed()
                  .toList();
          int line = cases.pick(tiles);
          ExportLine.OfTile tile = (ExportLine.OfTile) ExportLine.parse(lines.get(line));
          boolean isEdge = line <= Tile.edge(log.size()).size();
          lines.set(
              line,
              ExportLine.of(
                  new Tile(tile.level(), tile.index(), 256),
                  cases.altered(StrictBase64.decode(tile.hashes()))));
          long first = tile.index() << (8 * tile.level() + 8);
          assertDefect(verdict(lines), Kind.TREE_CHANGED, isEdge ? 0 : first);
        });
  }

  @Test
  void a_rewritten_log_with_a_new_checkpoint_is_a_fork_between_the_checkpoints_that_were_kept() {
    forManyLogs(
        (cases, log) -> {
          int index = cases.below(log.size());
          ExportedLog rewritten = rewritten(log, index);
          int before = index == 0 ? 0 : 1 + cases.below(index);
          int after = index + 1 + cases.below(log.size() - index);
          Checkpoint[] kept = {log.checkpoint(before), log.checkpoint(after)};
          Defect defect = (Defect) verdict(rewritten.lines(), kept);
          assertDefect(defect, Kind.FORK, before > index ? 0 : before);
          assertThat(verdict(rewritten.lines(), log.checkpoint(before)))
              .isInstanceOf(Verified.class);
        });
  }

  @Test
  void a_rewritten_log_with_its_old_checkpoint_is_another_tree() {
    forManyLogs(
        (cases, log) -> {
          int index = cases.below(log.size());
          List<String> lines = new ArrayList<>(rewritten(log, index).lines());
          lines.set(0, log.lines().getFirst());
          assertDefect(verdict(lines), Kind.TREE_CHANGED, 0);
          int before = 1 + cases.below(log.size());
          long sure = before <= index ? before : 0;
          assertDefect(verdict(lines, log.checkpoint(before)), Kind.TREE_CHANGED, sure);
        });
  }

  @Test
  void a_log_that_lost_its_tail_is_named_to_who_kept_a_later_checkpoint() {
    forManyLogs(
        (cases, log) -> {
          List<String> old = log.lines();
          int size = log.size();
          log.append(cases);
          assertThat(verdict(old)).isInstanceOf(Verified.class);
          assertDefect(verdict(old, log.checkpoint()), Kind.TAIL_REMOVED, size);
        });
  }

  @Test
  void what_a_part_does_not_show_cannot_be_compared() {
    Cases.forAll(
        1,
        cases -> {
          ExportedLog log = ExportedLog.of(cases, 1000);
          List<LogEntry> shown = List.copyOf(log.entries.subList(900, 1000));
          assertDefect(
              verdict(log.lines(900, 1000, List.of(), shown), log.checkpoint(300)),
              Kind.NOT_COMPARABLE,
              0);
          assertThat(verdict(log.lines(900, 1000, List.of(300L), shown), log.checkpoint(300)))
              .isInstanceOf(Verified.class);
        });
  }

  @Test
  void another_key_or_log_is_named() throws IOException {
    ExportedLog log = new ExportedLog();
    log.append(Salt.fromBytes(new byte[32]), "one");
    byte[] file = file(log.lines());
    NoteKey stranger = Signer.generate().noteKey(ExportedLog.ORIGIN);
    NoteKey otherLog = ExportedLog.SIGNER.noteKey("log.example/other");
    for (NoteKey key : List.of(stranger, otherLog)) {
      LogVerdict verdict =
          new LogVerifier(key, List.of(), WitnessPolicy.NONE)
              .verify(new ByteArrayInputStream(file));
      assertDefect(verdict, Kind.WRONG_KEY, 0);
      Path keyFile = Files.writeString(folder.resolve("other.key"), key.text() + "\n");
      Path export = Files.write(folder.resolve("other.jsonl"), file);
      assertThat(program.run(export.toString(), keyFile.toString()).output())
          .contains("DEFECT WRONG_KEY at entry 0, line 1");
    }
    String swapped = log.lines().getFirst().replace(ExportedLog.KEY.text(), stranger.text());
    assertDefect(verdict(List.of(swapped)), Kind.WRONG_KEY, 0);
  }

  @Test
  void a_changed_checkpoint_is_named() {
    ExportedLog log = new ExportedLog();
    log.append(Salt.fromBytes(new byte[32]), "one");
    List<String> lines = new ArrayList<>(log.lines());
    String header = lines.getFirst();
    String root = log.checkpoint().root().base64();
    lines.set(0, header.replace("access\\n1\\n", "access\\n2\\n"));
    assertDefect(verdict(lines), Kind.CHECKPOINT_CHANGED, 0);
    lines.set(0, header.replace(root, Hash.OF_NOTHING.base64()));
    assertDefect(verdict(lines), Kind.CHECKPOINT_CHANGED, 0);
    lines.set(0, header.replace("\\n\\n", "\\n"));
    assertDefect(verdict(lines), Kind.CHECKPOINT_CHANGED, 0);
  }

  @Test
  void a_checkpoint_needs_as_many_witnesses_as_are_asked_for() throws IOException {
    ExportedLog log = new ExportedLog();
    log.append(Salt.fromBytes(new byte[32]), "one");
    Signer witness = Signer.generate();
    WitnessKey key = witness.witnessKey("witness.example/1");
    WitnessPolicy policy = new WitnessPolicy(1, List.of(key));
    SignedNote cosigned =
        log.note()
            .with(Cosignature.sign(log.note().text(), key, witness.privateKey(), Instant.EPOCH));
    Path keys = Files.writeString(folder.resolve("witnesses"), key.text() + "\n");
    for (SignedNote note : List.of(log.note(), cosigned)) {
      boolean isCosigned = note.equals(cosigned);
      byte[] file =
          ExportedLog.export(note, log.tiles, 0, 1, List.of(), List.copyOf(log.entries))
              .getBytes(StandardCharsets.UTF_8);
      LogVerdict verdict =
          new LogVerifier(ExportedLog.KEY, List.of(), policy)
              .verify(new ByteArrayInputStream(file));
      assertThat(verdict).isInstanceOf(isCosigned ? Verified.class : Defect.class);
      Path export = Files.write(folder.resolve("cosigned.jsonl"), file);
      String output =
          program
              .run(
                  export.toString(),
                  folder.resolve("key.pem").toString(),
                  "--witnesses",
                  keys.toString(),
                  "--quorum",
                  "1")
              .output();
      assertThat(output).contains(isCosigned ? "cosigned: 1 of 1" : "DEFECT NOT_WITNESSED");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"index\":0}",
        "{\"index\":0,\"omitted\":false}",
        "{\"index\":00,\"omitted\":true}",
        "{\"index\": 0,\"omitted\":true}",
        "{\"omitted\":true,\"index\":0}",
        "{\"index\":0,\"omitted\":true} ",
        "{\"index\":-1,\"omitted\":true}",
        "{\"index\":9223372036854775808,\"omitted\":true}",
        "{\"index\":0,\"payload\":\"\\u0041\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}",
        "{\"index\":0,\"payload\":\"\\/\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}",
        "{\"index\":0,\"payload\":\"\\u001F\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}",
        "{\"index\":0,\"payload\":\"\\u000a\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}",
        "{\"index\":0,\"payload\":\""
            + "\t\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}",
        "{\"index\":0,\"payload\":\"\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\"}",
        "{\"index\":0,\"payload\":\"\",\"salt\":\"AAAA\"}",
        "{\"index\":0,\"payload\":\"\",\"salt\":\"",
        "{\"index\":0,\"payload\":\"\\",
        "{\"index\":0,\"payload\":\"\\u00",
        "{\"index\":0,\"payload\":5,\"salt\":5}",
        "\ufeff{\"index\":0,\"omitted\":true}"
      })
  void what_is_no_line_of_an_export_is_malformed(String line) {
    ExportedLog log = new ExportedLog();
    log.append(Salt.fromBytes(new byte[32]), "one");
    List<String> lines = new ArrayList<>(log.lines());
    lines.set(2, line);
    assertDefect(verdict(lines), Kind.MALFORMED, 0);
  }

  @Test
  void what_is_no_export_is_malformed() {
    for (String file :
        List.of("", "\n", "{}\n", "no export", "\u0000\n", "[".repeat(9999) + "\n")) {
      assertDefect(verdict(file.getBytes(StandardCharsets.UTF_8)), Kind.MALFORMED, 0);
    }
    assertDefect(verdict(new byte[] {(byte) 0xFF, '\n'}), Kind.MALFORMED, 0);
    assertDefect(verdict(new byte[LogExport.MOST_LINE + 1]), Kind.MALFORMED, 0);
  }

  @Test
  void random_bytes_and_random_cuts_never_end_in_an_exception() {
    forManyLogs(
        (cases, log) -> {
          byte[] file = file(log.lines());
          for (int i = 0; i < 5; i++) {
            int at = cases.below(file.length);
            int length = cases.below(file.length - at);
            byte[] altered = file.clone();
            System.arraycopy(cases.bytes(length), 0, altered, at, length);
            verdict(altered);
          }
        });
  }

  @Test
  void nothing_may_follow_the_last_entry() {
    ExportedLog log = new ExportedLog();
    log.append(Salt.fromBytes(new byte[32]), "one");
    List<String> lines = new ArrayList<>(log.lines());
    lines.add(lines.getLast());
    assertDefect(verdict(lines), Kind.MALFORMED, 1);
  }

  @Test
  void a_writer_takes_exactly_the_entries_of_the_export() {
    ExportedLog log = new ExportedLog();
    log.append(Salt.fromBytes(new byte[32]), "one");
    log.append(Salt.fromBytes(new byte[32]), "two");
    for (List<LogEntry> wrong :
        List.<List<LogEntry>>of(
            List.of(),
            List.of(new Erased(0)),
            List.of(new Erased(1), new Erased(0)),
            List.of(new Erased(0), new Erased(1), new Erased(2)),
            List.of(new Erased(0), new Opened(1, Salt.fromBytes(new byte[32]), "\ud800")))) {
      LogExport export = new LogExport(log.note(), ExportedLog.KEY, 0, 2, List.of());
      assertThatThrownBy(
              () -> export.write(log.tiles, wrong.iterator(), new ByteArrayOutputStream()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new LogExport(log.note(), ExportedLog.KEY, 0, 3, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogExport(log.note(), ExportedLog.KEY, 2, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void java_runs_the_program_from_its_source() throws Exception {
    ExportedLog log = new ExportedLog();
    log.append(Salt.fromBytes(new byte[32]), "one");
    Path export = Files.write(folder.resolve("run.jsonl"), file(log.lines()));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process run =
        new ProcessBuilder(
                java,
                folder.resolve("VerifyLog.java").toString(),
                export.toString(),
                folder.resolve("key.pem").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).as(output).isZero();
    assertThat(output).contains("entries 0 to 0: 1 verified, 0 erased, 0 omitted");
    assertThat(output).endsWith(log.note().encoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "one two three", "none.jsonl none.pem", "--former", "--x y"})
  void a_wrong_command_is_told_apart_from_a_defect(String arguments) {
    VerifyLogProgram.Printed printed = program.run(arguments.split(" "));
    assertThat(printed.status()).isEqualTo(2);
    assertThat(printed.output()).contains("usage: java VerifyLog.java");
  }

  private interface Check {
    void on(Cases cases, ExportedLog log);
  }

  private static void forManyLogs(Check check) {
    Cases.forAll(12, cases -> check.on(cases, ExportedLog.of(cases, (int) cases.upTo(900))));
  }

  private static ExportedLog rewritten(ExportedLog log, int index) {
    ExportedLog rewritten = new ExportedLog();
    for (Opened entry : log.entries) {
      rewritten.append(entry.salt(), entry.payload() + (entry.index() == index ? "!" : ""));
    }
    return rewritten;
  }

  private static int lineOf(List<String> lines, long index) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("{\"index\":" + index + ",")) {
        return i;
      }
    }
    throw new IllegalStateException("entry " + index + " is not in the export");
  }

  private static void put(List<String> lines, int index, Opened entry) {
    lines.set(
        lineOf(lines, index), ExportLine.of(new Opened(index, entry.salt(), entry.payload())));
  }

  private static byte[] file(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static LogVerdict verdict(List<String> lines, Checkpoint... kept) {
    return verdict(file(lines), kept);
  }

  private static LogVerdict verdict(byte[] file, Checkpoint... kept) {
    LogVerdict verdict = ExportedLog.verify(file, kept);
    assertThat(program.verdict(file, kept)).isEqualTo(VerifyLogProgram.of(verdict));
    return verdict;
  }

  private static void assertDefect(LogVerdict verdict, Kind kind, long index) {
    assertThat(verdict).isInstanceOf(Defect.class);
    Defect defect = (Defect) verdict;
    assertThat(defect.kind() + " at " + defect.index()).isEqualTo(kind + " at " + index);
  }
}
