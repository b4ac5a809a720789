package surety.server.posture.page;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import surety.evidence.Bundle;
import surety.evidence.Ledger;
import surety.server.posture.export.Cdxa;
import surety.server.posture.export.Oscal;
import surety.server.posture.view.Snapshot;

/// The evidence bundle as a file, made when it is asked for and the ledger has grown since.
final class BundleFile {

  private static final int KEPT = 3;

  private final Supplier<Ledger> ledger;
  private final Function<Ledger, Bundle> maker;
  private final BiFunction<Ledger, Instant, Snapshot> reader;
  private final Function<Snapshot, String> report;
  private final Path folder;

  /// @param maker signs a bundle of a ledger
  /// @param reader says what is true by a ledger at a moment
  /// @param report writes that for human eyes
  /// @param folder of its own
  BundleFile(
      Supplier<Ledger> ledger,
      Function<Ledger, Bundle> maker,
      BiFunction<Ledger, Instant, Snapshot> reader,
      Function<Snapshot, String> report,
      Path folder) {
    this.ledger = ledger;
    this.maker = maker;
    this.reader = reader;
    this.report = report;
    this.folder = folder;
  }

  /// The newest bundle. One is made at a time; whoever asks meanwhile gets the same.
  synchronized Path newest() {
    Ledger known = ledger.get();
    Path file = folder.resolve("bundle-%012d.zip".formatted(known.head().size()));
    if (!Files.exists(file)) {
      make(known, file);
    }
    return file;
  }

  private void make(Ledger known, Path file) {
    Bundle bundle = maker.apply(known);
    // Of the very ledger and moment that the bundle speaks of, so that no file in it says another.
    addExports(bundle, reader.apply(known, bundle.asOf()));
    try {
      Path unfinished = Files.createTempFile(folder, "unfinished", "");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
          bundle.writeTo(out);
        }
        Files.move(unfinished, file);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      deleteFormer();
    } catch (IOException e) {
      throw new UncheckedIOException("the bundle could not be written", e);
    }
  }

  private void addExports(Bundle bundle, Snapshot snapshot) {
    bundle.with("export/cdxa.json", Cdxa.of(snapshot).getBytes(StandardCharsets.UTF_8));
    bundle.with("export/oscal-ar.json", Oscal.of(snapshot).getBytes(StandardCharsets.UTF_8));
    bundle.with("report.html", report.apply(snapshot).getBytes(StandardCharsets.UTF_8));
  }

  // Somebody may still be reading the last ones.
  private void deleteFormer() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> bundles = files.filter(it -> it.toString().endsWith(".zip")).sorted().toList();
      for (Path former : bundles.subList(0, Math.max(0, bundles.size() - KEPT))) {
        Files.deleteIfExists(former);
      }
    }
  }
}
