package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import surety.server.platform.StartRefused;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DatabaseStartTest {

  @TempDir private Path folder;

  // PostgreSQL runs under another account if this one is root.
  @BeforeEach
  void open_the_folder() {
    assertThat(folder.toFile().setExecutable(true, false)).isTrue();
  }

  @Test
  void a_database_that_was_begun_early_is_stopped_with_the_server() throws Exception {
    try (var server = server(Map.of())) {
      server.refresh();
      ServerDatabase database = opening(server).await();
      try (var connection = database.runtime().connect()) {
        assertThat(connection.isValid(5)).isTrue();
      }
      assertFolderIsTaken();
    }
    assertFolderIsFree();
  }

  @Test
  void a_database_that_was_begun_early_is_stopped_when_the_server_refuses_to_start()
      throws Exception {
    var server = server(Map.of());
    server.registerBean(
        StartRefused.class,
        () -> {
          throw new StartRefused("for another reason");
        });
    assertThatThrownBy(server::refresh).hasRootCauseMessage("for another reason");
    assertThat(folder.resolve("postgres/cluster/PG_VERSION")).exists();
    assertFolderIsFree();
  }

  @Test
  void who_waits_is_told_why_the_database_did_not_open() throws Exception {
    Files.createDirectories(folder.resolve("postgres"));
    try (var other = FolderLock.take(folder.resolve("postgres"));
        var server = server(Map.of())) {
      server.refresh();
      assertThatThrownBy(() -> opening(server).await())
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("in use by another server");
    }
  }

  @Test
  void an_external_database_is_left_alone_until_all_settings_are_read() {
    try (var server = server(Map.of("surety.database.url", "jdbc:postgresql://127.0.0.1:1/x"))) {
      server.refresh();
      assertThat(server.getBeanProvider(DatabaseStart.Opening.class).getIfAvailable()).isNull();
    }
  }

  @Test
  void settings_that_cannot_be_read_are_left_to_whoever_tells_what_is_wrong() {
    try (var server = server(Map.of("surety.database.port", "many"))) {
      server.refresh();
      assertThat(server.getBeanProvider(DatabaseStart.Opening.class).getIfAvailable()).isNull();
    }
  }

  private GenericApplicationContext server(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("surety.data", folder.toString());
    all.put("surety.database.binaries", PostgresBinaries.sharedCache().toString());
    var context = new GenericApplicationContext();
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all));
    new DatabaseStart().initialize(context);
    return context;
  }

  private static DatabaseStart.Opening opening(GenericApplicationContext server) {
    return server.getBean(DatabaseStart.Opening.class);
  }

  private void assertFolderIsTaken() {
    assertThatThrownBy(() -> FolderLock.take(folder.resolve("postgres")))
        .isInstanceOf(StartRefused.class);
  }

  private void assertFolderIsFree() {
    assertThatCode(() -> FolderLock.take(folder.resolve("postgres")).close())
        .doesNotThrowAnyException();
  }
}
