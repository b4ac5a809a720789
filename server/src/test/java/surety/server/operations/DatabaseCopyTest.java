package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseCopyTest {

  private static final String STORED = "stored a moment ago ".repeat(2_000);
  private static final String NAME = "it's 100% copied";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_copy_of_the_running_database_holds_what_was_committed_a_moment_ago(boolean whole)
      throws Exception {
    Path folder = Files.createTempDirectory("copied");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    var settings =
        EmbeddedPostgresSettings.in(folder.resolve("live"))
            .withBinaries(PostgresBinaries.sharedCache());
    try (EmbeddedDatabase live = EmbeddedDatabase.start(settings)) {
      JdbcClient owner = JdbcClient.create(live.owner().dataSource());
      owner.sql("CREATE SCHEMA kept CREATE TABLE kept.text (value text)").update();
      owner.sql("INSERT INTO kept.text VALUES (?)").param(STORED).update();
      try (DatabaseCopy copy = live.postgres().copyTo(folder.resolve(NAME), whole)) {
        assertThat(content(copy.expanded(), "kept.text-", ".text")).contains(STORED);
        assertThat(content(copy.expanded(), "kept.text-", ".binary")).contains(STORED);
      }
      assertThat(folder.resolve(NAME)).doesNotExist();
      assertThat(owner.sql("SELECT count(*) FROM kept.text").query(Long.class).single())
          .isEqualTo(1);
    } finally {
      PostgresBinaries.deleteTree(folder);
    }
  }

  private static String content(Path folder, String prefix, String suffix) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files
              .filter(it -> it.getFileName().toString().startsWith(prefix))
              .filter(it -> it.getFileName().toString().endsWith(suffix))
              .findFirst()
              .orElseThrow();
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
  }
}
