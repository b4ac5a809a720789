package surety.translog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Kind;
import surety.translog.LogVerdict.Verified;

/// Verifies exports (SPEC.md, section 7) line by line, with one line and a few tiles in memory, and
/// names the first thing that is wrong. It trusts the key and the checkpoints that it is given, and
/// nothing of the file.
///
/// Immutable; may be used by several threads.
public final class LogVerifier {
  private final NoteKey key;
  private final List<Checkpoint> kept;
  private final WitnessPolicy witnesses;

  /// @param key of the log, got in another way than with the file
  /// @param kept checkpoints of the same log that the reader verified before; it must have grown
  ///     out of each
  /// @param witnesses who have to have cosigned the checkpoint
  /// @throws IllegalArgumentException if a checkpoint is of another log
  public LogVerifier(NoteKey key, List<Checkpoint> kept, WitnessPolicy witnesses) {
    this.key = key;
    this.kept = kept.stream().sorted(Comparator.comparingLong(Checkpoint::size)).toList();
    this.witnesses = witnesses;
    if (kept.stream().anyMatch(checkpoint -> !checkpoint.origin().equals(key.name()))) {
      throw new IllegalArgumentException("a kept checkpoint is of another log");
    }
  }

  /// Verifies an export.
  ///
  /// @param export is read to its end or to the first defect, and stays open
  /// @throws IOException if it cannot be read; nothing else is thrown whatever it holds
  public LogVerdict verify(InputStream export) throws IOException {
    LineReader lines = new LineReader(export, LogExport.MOST_LINE);
    try {
      return verify(lines);
    } catch (DefectFound found) {
      return found.defect();
    }
  }

  /// A program that verifies exports without this library, Java source of one file.
  public static String program() {
    try (InputStream in = LogVerifier.class.getResourceAsStream("VerifyLog.java")) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its file VerifyLog.java");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the library cannot be read", e);
    }
  }

  private Verified verify(LineReader lines) throws IOException {
    ExportHeader header = header(lines);
    if (!header.key().equals(key.text())) {
      throw defect(Kind.WRONG_KEY, "the export names another key");
    }
    SignedNote note = note(header);
    Checkpoint checkpoint = checkpoint(note);
    List<Cosignature> cosignatures = witnesses.cosignatures(note);
    if (cosignatures.size() < witnesses.quorum()) {
      throw defect(
          Kind.NOT_WITNESSED,
          cosignatures.size() + " witnesses cosigned the checkpoint of " + witnesses.quorum());
    }
    requireFit(header, checkpoint);
    ExportCheck check = new ExportCheck(header, checkpoint, new ArrayDeque<>(kept), lines);
    return check.verified(cosignatures);
  }

  private static ExportHeader header(LineReader lines) throws IOException {
    try {
      Optional<String> line = lines.next();
      if (line.isPresent()) {
        return ExportHeader.parse(line.get());
      }
    } catch (IllegalArgumentException | EOFException _) {
      throw defect(Kind.MALFORMED, "the first line is not that of an export");
    }
    throw defect(Kind.MALFORMED, "the file is empty");
  }

  private static SignedNote note(ExportHeader header) {
    try {
      return SignedNote.parse(header.checkpoint());
    } catch (IllegalArgumentException _) {
      throw defect(Kind.CHECKPOINT_CHANGED, "the checkpoint is not a signed note");
    }
  }

  private Checkpoint checkpoint(SignedNote note) {
    if (note.signaturesBy(key.verifierKey()).findAny().isEmpty()) {
      throw defect(Kind.WRONG_KEY, "the checkpoint is not signed by the log's key");
    }
    if (!note.isSignedBy(key)) {
      throw defect(Kind.CHECKPOINT_CHANGED, "the checkpoint is not what the log signed");
    }
    try {
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (!checkpoint.origin().equals(key.name())) {
        throw defect(Kind.WRONG_KEY, "the checkpoint is of another log");
      }
      return checkpoint;
    } catch (IllegalArgumentException _) {
      throw defect(Kind.CHECKPOINT_CHANGED, "what the log signed is not a checkpoint");
    }
  }

  private void requireFit(ExportHeader header, Checkpoint checkpoint) {
    long size = checkpoint.size();
    if (header.end() > size || header.former().stream().anyMatch(former -> former > size)) {
      throw defect(Kind.MALFORMED, "the export has sizes beyond that of the checkpoint");
    }
    if (!kept.isEmpty() && kept.getLast().size() > size) {
      throw new DefectFound(
          new Defect(
              Kind.TAIL_REMOVED,
              size,
              1,
              "the log had " + kept.getLast().size() + " entries and now has " + size));
    }
  }

  private static DefectFound defect(Kind kind, String message) {
    return new DefectFound(new Defect(kind, 0, 1, message));
  }
}
