package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.platform.StartRefused;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedPostgresSettingsTest {

  @TempDir private static Path folder;

  private static EmbeddedDatabase database;

  @BeforeAll
  static void start() {
    database =
        EmbeddedDatabase.start(
            EmbeddedPostgresSettings.in(folder.resolve("postgres"))
                .withBinaries(PostgresBinaries.sharedCache()));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "data_checksums, on",
    "listen_addresses, 127.0.0.1",
    "unix_socket_directories, ''",
    "password_encryption, scram-sha-256"
  })
  void is_set(String setting, String value) {
    var superuser = JdbcClient.create(database.postgres().superuser().dataSource());
    assertThat(superuser.sql("show " + setting).query(String.class).single()).isEqualTo(value);
  }

  @Test
  void passwords_are_readable_by_the_server_alone() throws IOException {
    try (var files = Files.list(folder.resolve("postgres"))) {
      var secrets = files.filter(file -> file.toString().endsWith(".password")).toList();
      assertThat(secrets).hasSize(3);
      for (Path secret : secrets) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
            .isEqualTo("rw-------");
      }
      assertThat(database.owner().password()).isNotEqualTo(database.runtime().password());
    }
  }

  @Test
  void programs_in_a_folder_that_others_can_write_to_are_not_run() throws IOException {
    Path unpacked = PostgresBinaries.unpacked(PostgresBinaries.sharedCache());
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.createSymbolicLink(open.resolve(unpacked.getFileName()), unpacked);
    assertThat(PostgresBinaries.unpacked(open)).exists();

    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThatThrownBy(() -> PostgresBinaries.unpacked(open))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("chmod go-w");
  }

  @Test
  void values_do_not_reach_the_log() throws IOException {
    var owner = JdbcClient.create(database.owner().dataSource());
    owner.sql("create table one (value text primary key)").update();
    var insert = owner.sql("insert into one values (?)").param("canary-7315");
    insert.update();
    assertThatThrownBy(insert::update).hasMessageContaining("canary-7315");
    var cast = owner.sql("select cast('canary-7315' as uuid)").query();
    assertThatThrownBy(cast::singleValue).hasMessageContaining("canary-7315");

    assertThat(Files.readString(folder.resolve("postgres/postgres.log")))
        .contains("ready to accept connections")
        .doesNotContain("canary-7315");
  }
}
