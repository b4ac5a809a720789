package surety.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwinFoldersTest {

  private static Path left(Path parent, String name, String maker) throws IOException {
    Path folder = parent.resolve(name);
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("file"), "left");
    if (!maker.isEmpty()) {
      Files.writeString(folder.resolve("maker"), maker);
    }
    return folder;
  }

  private static String self() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + " " + self.info().startInstant().map(Instant::toString).orElse("");
  }

  @Test
  void folders_of_processes_that_are_no_more_are_deleted(@TempDir Path parent) throws IOException {
    Path dead = left(parent, "surety-twin-1", "2147483646 2020-01-01T00:00:00Z");
    Path reused =
        left(parent, "surety-twin-2", ProcessHandle.current().pid() + " 2020-01-01T00:00:00Z");
    TwinFolders.sweep(parent);
    assertThat(dead).doesNotExist();
    assertThat(reused).doesNotExist();
  }

  @Test
  void folders_in_use_and_those_of_others_stay(@TempDir Path parent) throws IOException {
    Path used = left(parent, "surety-twin-3", self());
    Path fresh = left(parent, "surety-twin-4", "");
    Path others = left(parent, "surety-other", "2147483646 2020-01-01T00:00:00Z");
    TwinFolders.sweep(parent);
    assertThat(used).exists();
    assertThat(fresh).exists();
    assertThat(others).exists();
  }

  @Test
  void a_folder_of_an_unknown_maker_is_deleted_after_an_hour(@TempDir Path parent)
      throws IOException {
    Path old = left(parent, "surety-twin-5", "");
    Files.setLastModifiedTime(
        old, FileTime.from(Instant.now().minus(Duration.ofHours(1).plusMinutes(1))));
    TwinFolders.sweep(parent);
    assertThat(old).doesNotExist();
  }

  @Test
  void a_twin_that_runs_programs_from_its_folder_has_it_where_programs_may_run()
      throws IOException {
    assertThat(TwinFolders.parent(Map.of()))
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
  }

  @Test
  void the_folder_of_a_twin_is_its_own_and_names_its_maker() throws IOException {
    Path folder = TwinFolders.create();
    try {
      assertThat(folder.resolve("maker")).hasContent(self());
      assertThat(Files.getPosixFilePermissions(folder))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE);
    } finally {
      TwinFolders.delete(folder);
    }
  }
}
