package surety.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/// The inputs that a fuzzer starts from, and those that once broke something.
///
/// A class whose name ends in FuzzTest holds a property of what a stranger's input does to the
/// server, as `fuzzerTestOneInput`. Each build tries it with this corpus; `./surety fuzz` looks for
/// inputs that the corpus lacks.
public final class Corpus {

  private static final Path FOLDER = Path.of("src/test/resources/surety/server/fuzz");

  private Corpus() {}

  /// The inputs of one fuzzer, each under the name of its file.
  public static Stream<Arguments> of(String fuzzer) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(fuzzer))) {
      return files.sorted().map(Corpus::input).toList().stream();
    }
  }

  private static Arguments input(Path file) {
    try {
      return Arguments.of(Named.of(file.getFileName().toString(), Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
