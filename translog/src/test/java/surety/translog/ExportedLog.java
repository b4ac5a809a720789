package surety.translog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import surety.translog.LogEntry.Erased;
import surety.translog.LogEntry.Omitted;
import surety.translog.LogEntry.Opened;

/// A log of salted commitments that tests export, manipulate and verify.
final class ExportedLog {
  static final String ORIGIN = "log.example/access";
  static final Signer SIGNER = Signer.generate();
  static final NoteKey KEY = SIGNER.noteKey(ORIGIN);

  final MemoryTiles tiles = new MemoryTiles();
  final List<Opened> entries = new ArrayList<>();
  private final TileWriter writer = TileWriter.begin(tiles);

  static ExportedLog of(Cases cases, int size) {
    ExportedLog log = new ExportedLog();
    for (int i = 0; i < size; i++) {
      log.append(cases);
    }
    return log;
  }

  void append(Cases cases) {
    append(Salt.fromBytes(cases.bytes(Salt.BYTES)), payload(cases));
  }

  void append(Salt salt, String payload) {
    entries.add(new Opened(entries.size(), salt, payload));
    writer.append(Commitment.to(salt, payload).leaf());
    writer.flush();
  }

  /// Anything that a row may hold.
  static String payload(Cases cases) {
    StringBuilder payload = new StringBuilder();
    for (int i = cases.below(30); i >= 0; i--) {
      switch (cases.below(5)) {
        case 0 -> payload.append((char) cases.below(' '));
        case 1 -> payload.append(cases.pick(List.of("\"", "\\", "=1+1", "\u202e", "\ufffd", "/")));
        case 2 -> payload.appendCodePoint(0x1F600 + cases.below(60));
        default -> payload.append((char) ('a' + cases.below(26)));
      }
    }
    return payload.toString();
  }

  int size() {
    return entries.size();
  }

  SignedNote note() {
    return checkpoint().sign(KEY, SIGNER.privateKey());
  }

  Checkpoint checkpoint() {
    return new Checkpoint(ORIGIN, size(), writer.root(), List.of());
  }

  Checkpoint checkpoint(int size) {
    return new Checkpoint(ORIGIN, size, new TileReader(tiles).root(size), List.of());
  }

  /// The lines of an export of everything.
  List<String> lines() {
    return lines(0, size(), List.of(), List.copyOf(entries));
  }

  List<String> lines(long first, long end, List<Long> former, List<LogEntry> shown) {
    return export(note(), tiles, first, end, former, shown).lines().toList();
  }

  static String export(
      SignedNote note,
      TileStore tiles,
      long first,
      long end,
      List<Long> former,
      List<LogEntry> shown) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new LogExport(note, KEY, first, end, former).write(tiles, shown.iterator(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /// These entries, some of them erased or omitted.
  List<LogEntry> shown(Cases cases, int first, int end) {
    List<LogEntry> shown = new ArrayList<>();
    for (int i = first; i < end; i++) {
      switch (cases.below(8)) {
        case 0 -> shown.add(new Erased(i));
        case 1 -> shown.add(new Omitted(i));
        default -> shown.add(entries.get(i));
      }
    }
    return shown;
  }

  static LogVerdict verify(List<String> lines, Checkpoint... kept) {
    return verify((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), kept);
  }

  static LogVerdict verify(byte[] file, Checkpoint... kept) {
    try {
      return new LogVerifier(KEY, List.of(kept), WitnessPolicy.NONE)
          .verify(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
