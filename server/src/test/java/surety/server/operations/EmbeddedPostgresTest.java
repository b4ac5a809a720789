package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.platform.StartRefused;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
// A database of its own: it may run beside other classes, its tests one after the other.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("EmbeddedPostgresTest")
class EmbeddedPostgresTest {

  @TempDir private Path folder;

  private EmbeddedPostgresSettings settings() {
    return EmbeddedPostgresSettings.in(folder.resolve("postgres"))
        .withBinaries(PostgresBinaries.sharedCache());
  }

  @Test
  void rows_are_there_after_a_stop_and_a_start() {
    try (var database = EmbeddedDatabase.start(settings())) {
      owner(database).sql("create table kept as select 42 as answer").update();
    }
    try (var database = EmbeddedDatabase.start(settings())) {
      assertThat(owner(database).sql("select answer from kept").query(Integer.class).single())
          .isEqualTo(42);
    }
  }

  @Test
  void no_committed_row_is_lost_when_the_server_is_killed() throws Exception {
    WriterProcess writer = WriterProcess.start(settings().folder());
    awaitRows(writer, 200);
    writer.kill();
    int promised = writer.lastRow(200);
    assertThatAllRowsAreThere(promised);
  }

  @Test
  void no_committed_row_is_lost_when_server_and_database_are_killed_together() throws Exception {
    WriterProcess writer = WriterProcess.start(settings().folder());
    awaitRows(writer, 200);
    long postmaster = postmasterPid();
    kill(postmaster);
    writer.kill();
    int promised = writer.lastRow(200);
    assertThatAllRowsAreThere(promised);
  }

  @Test
  void the_database_stops_by_itself_when_its_server_is_killed() throws Exception {
    WriterProcess writer = WriterProcess.start(settings().folder());
    awaitRows(writer, 1);
    ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
    writer.kill();
    postmaster.onExit().get(60, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(settings().folder().resolve("cluster/postmaster.pid")).doesNotExist();
  }

  @Test
  void a_killed_database_is_started_again_on_the_same_port_with_every_committed_row()
      throws Exception {
    try (var database = EmbeddedDatabase.start(settings())) {
      owner(database).sql("create table kept as select 42 as answer").update();
      long before = database.postgres().pid();
      kill(before);
      Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
      while (!isBack(database) && Instant.now().isBefore(deadline)) {
        Thread.sleep(50);
      }
      assertThat(owner(database).sql("select answer from kept").query(Integer.class).single())
          .isEqualTo(42);
      assertThat(database.postgres().pid()).isNotEqualTo(before);
    }
  }

  @Test
  void a_database_that_is_killed_while_it_recovers_is_started_again_as_well() throws Exception {
    try (var database = EmbeddedDatabase.start(settings())) {
      owner(database).sql("create table kept as select 42 as answer").update();
      for (int i = 0; i < 3; i++) {
        long before = postmasterPid();
        kill(before);
        await(() -> isAnother(before));
      }
      kill(postmasterPid());
      await(() -> isBack(database));
      assertThat(owner(database).sql("select answer from kept").query(Integer.class).single())
          .isEqualTo(42);
    }
  }

  // The file is written while PostgreSQL starts.
  private boolean isAnother(long before) {
    try {
      return postmasterPid() != before;
    } catch (IOException | NoSuchElementException e) {
      return false;
    }
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!done.getAsBoolean() && Instant.now().isBefore(deadline)) {
      Thread.sleep(5);
    }
  }

  @Test
  void a_log_of_another_day_is_set_aside_at_the_start() throws IOException {
    Instant before = Instant.now().minus(Duration.ofDays(2));
    Path log = settings().folder().resolve("postgres.log");
    Files.createDirectories(settings().folder());
    Files.writeString(log, "a line of before\n");
    Files.setLastModifiedTime(log, FileTime.from(before));
    try (var database = EmbeddedDatabase.start(settings())) {
      Path former = database.postgres().log().former(day(before));

      assertThat(former).hasContent("a line of before");
      assertThat(Files.getLastModifiedTime(former).toInstant()).isBefore(before.plusSeconds(60));
      assertThat(database.postgres().log().former()).containsExactly(former);
      assertThat(Files.readString(log)).contains("ready").doesNotContain("of before");
    }
  }

  private static String day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
  }

  @Test
  void a_log_that_has_grown_too_large_begins_anew_while_the_database_runs() throws IOException {
    Path log = settings().folder().resolve("postgres.log");
    Path former = settings().folder().resolve("postgres.log.old");
    try (var database = EmbeddedDatabase.start(settings())) {
      database.postgres().boundLog();
      assertThat(former).doesNotExist();
      Files.write(log, new byte[10_000_001], StandardOpenOption.APPEND);

      database.postgres().boundLog();
      refusedOnceMore(database);

      assertThat(Files.size(former)).isGreaterThan(10_000_000);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(former)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(log))
          .contains("password authentication failed for user")
          .hasSizeLessThan(10_000);
    }
  }

  private static void refusedOnceMore(EmbeddedDatabase database) {
    var login = database.runtime();
    assertThatThrownBy(() -> new DatabaseLogin(login.url(), login.user(), "wrong").connect())
        .isInstanceOf(java.sql.SQLException.class);
  }

  @Test
  void nothing_is_left_running_after_a_stop() {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(settings());
    ProcessHandle process = ProcessHandle.of(postgres.pid()).orElseThrow();
    postgres.close();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void a_second_server_in_the_same_process_is_refused() {
    try (var first = EmbeddedPostgres.start(settings())) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(settings()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("is in use by another server (process ");
      assertThat(first.pid()).isPositive();
    }
  }

  @Test
  void a_second_server_in_another_process_is_refused_and_told_the_first_ones_process_id()
      throws Exception {
    WriterProcess writer = WriterProcess.start(settings().folder());
    awaitRows(writer, 1);
    try {
      assertThatThrownBy(() -> EmbeddedPostgres.start(settings()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("in use by another server (process " + writer.pid() + ")");
    } finally {
      writer.kill();
    }
  }

  @Test
  void a_port_that_another_program_holds_is_refused_by_its_number() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(settings().withPort(taken.getLocalPort())))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " on 127.0.0.1");
    }
    EmbeddedPostgres.start(settings()).close();
  }

  @Test
  void a_folder_whose_parents_only_their_owner_can_enter_works_too() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    var settings =
        new EmbeddedPostgresSettings(
            closed.resolve("postgres"), PostgresBinaries.sharedCache(), 0, true);
    try (var database = EmbeddedDatabase.start(settings)) {
      assertThat(owner(database).sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }
  }

  @Test
  void a_lost_superuser_password_is_named_and_nothing_is_overwritten() throws IOException {
    EmbeddedPostgres.start(settings()).close();
    Path password = settings().folder().resolve("superuser.password");
    Files.delete(password);
    assertThatThrownBy(() -> EmbeddedPostgres.start(settings()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("superuser.password is missing");
    assertThat(password).doesNotExist();
  }

  @Test
  void a_cluster_of_another_version_is_left_alone() throws IOException {
    EmbeddedPostgres.start(settings()).close();
    Files.writeString(settings().folder().resolve("cluster/PG_VERSION"), "17\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(settings()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is of PostgreSQL 17, not 18");
  }

  private void assertThatAllRowsAreThere(int promised) {
    try (var database = EmbeddedDatabase.start(settings())) {
      assertThat(
              owner(database)
                  .sql("select count(*) from written where row <= ?")
                  .param(promised)
                  .query(Integer.class)
                  .single())
          .isEqualTo(promised);
    }
  }

  private static void awaitRows(WriterProcess writer, int count) throws IOException {
    while (writer.awaitRow() < count) {
      continue;
    }
  }

  private long postmasterPid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(settings().folder().resolve("cluster/postmaster.pid")).getFirst());
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private static boolean isBack(EmbeddedDatabase database) {
    try (var connection = database.runtime().connect()) {
      return connection.isValid(1);
    } catch (java.sql.SQLException e) {
      return false;
    }
  }

  private static JdbcClient owner(EmbeddedDatabase database) {
    return JdbcClient.create(database.owner().dataSource());
  }
}
