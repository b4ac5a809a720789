package surety.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommentsTest {

  // The formatter wraps a line of documentation that is too long and forgets what it was.
  @Test
  void no_line_of_documentation_goes_on_as_a_comment() throws IOException {
    List<String> cut = new ArrayList<>();
    for (String part : List.of("main", "test")) {
      List<Path> sources = Codebase.sources(part);
      assertThat(sources).hasSizeGreaterThan(100);
      for (Path source : sources) {
        cut.addAll(cut(source, Files.readAllLines(source)));
      }
    }

    assertThat(cut).isEmpty();
  }

  @Test
  void such_a_line_is_found() {
    Path file = Path.of("A.java");
    assertThat(cut(file, List.of("/// A sentence that goes", "// on.", "int a;"))).hasSize(1);
    assertThat(cut(file, List.of("/// A sentence.", "int a; // a word"))).isEmpty();
  }

  private static List<String> cut(Path source, List<String> lines) {
    return IntStream.range(1, lines.size())
        .filter(i -> lines.get(i - 1).strip().startsWith("///"))
        .filter(i -> lines.get(i).strip().startsWith("// "))
        .mapToObj(i -> source + ":" + (i + 1))
        .toList();
  }
}
