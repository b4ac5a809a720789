package surety.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogUpkeepTest {

  private static final Instant NOW = Instant.parse("2026-05-31T12:00:00Z");

  @TempDir private Path data;

  @Test
  void a_file_of_31_days_goes_and_one_of_29_days_and_the_current_one_stay() throws IOException {
    LogSinks log = new LogConfiguration().serverLog(folder());
    Path current = file("surety.log", 100);
    Path old = file("surety.2026-04-30.0.log", 31);
    Path recent = file("surety.2026-05-02.0.log", 29);

    upkeep(log, 30).sweep();

    assertThat(old).doesNotExist();
    assertThat(recent).exists();
    assertThat(current).exists();
  }

  @Test
  void the_operator_may_have_files_kept_for_fewer_days() throws IOException {
    LogSinks log = new LogConfiguration().serverLog(folder());
    Path old = file("surety.2026-05-28.0.log", 3);
    Path recent = file("surety.2026-05-30.0.log", 1);

    upkeep(log, 2).sweep();

    assertThat(old).doesNotExist();
    assertThat(recent).exists();
  }

  @Test
  void a_file_is_the_accounts_alone_before_its_first_line() throws IOException {
    Path log = data.resolve("surety.log");
    var file = new PrivateLogFile();
    file.openFile(log.toString());
    file.stop();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  private DataFolder folder() {
    return new DataFolder(
        new ServerSettings(
            data, "localhost", "127.0.0.1", 0, -1, 0, new ServerSettings.Tls(null, null)));
  }

  private static LogUpkeep upkeep(LogSinks log, int days) {
    return new LogUpkeep(List.of(log), new LogSettings(days), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Path file(String name, int days) throws IOException {
    Path file = Files.writeString(data.resolve("logs").resolve(name), "a line\n");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
    return file;
  }
}
