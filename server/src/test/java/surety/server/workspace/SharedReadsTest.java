package surety.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import surety.server.operations.TestPostgres;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(180)
class SharedReadsTest {

  private static final String MEMBERS = "SELECT workspace_id, email FROM workspace.member";
  private static final String TRAIL = "SELECT count(*) FROM audit.access";
  private static final RowMapper<UUID> WORKSPACE = (row, _) -> row.getObject(1, UUID.class);
  private static final RowMapper<Long> COUNT = (row, _) -> row.getLong(1);

  private final TestPostgres.Database database = TestPostgres.migrated();
  private final TestWorkspaces workspaces = TestWorkspaces.in(database);
  private final HeldUp connections = new HeldUp(database);
  private final WorkspaceDatabase door = workspaces.door(connections);
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ExecutorService callers = Executors.newThreadPerTaskExecutor(this::thread);

  @AfterEach
  void end() {
    connections.open.countDown();
    callers.close();
  }

  private Thread thread(Runnable work) {
    Thread thread = Thread.ofVirtual().unstarted(work);
    threads.add(thread);
    return thread;
  }

  @Test
  void reads_that_meet_share_a_trip_and_each_sees_its_own_workspace_alone() throws Exception {
    List<WorkspaceScope> owners = owners(40);

    List<Future<List<UUID>>> answers = new ArrayList<>();
    for (WorkspaceScope owner : owners) {
      answers.add(callers.submit(() -> door.readOnce(owner, MEMBERS, WORKSPACE)));
    }
    letGoOnceAllWait();

    for (int i = 0; i < owners.size(); i++) {
      assertThat(answers.get(i).get()).containsExactly(owners.get(i).workspace().value());
    }
    assertThat(connections.trips).hasValueLessThan(owners.size() / 2);
  }

  @Test
  void under_load_nobody_ever_gets_the_rows_of_another_workspace() throws Exception {
    connections.open.countDown();
    List<WorkspaceScope> owners = owners(12);

    List<Future<?>> loops = new ArrayList<>();
    for (int caller = 0; caller < 16; caller++) {
      var random = new Random(caller);
      loops.add(
          callers.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  WorkspaceScope owner = owners.get(random.nextInt(owners.size()));
                  assertThat(door.readOnce(owner, MEMBERS, WORKSPACE))
                      .containsExactly(owner.workspace().value());
                }
              }));
    }
    for (Future<?> loop : loops) {
      loop.get();
    }
  }

  @Test
  void a_read_that_is_refused_fails_alone() throws Exception {
    List<WorkspaceScope> owners = owners(9);
    WorkspaceScope rep = workspaces.create("rep@example.org", Role.REP);

    List<Future<List<Long>>> allowed = new ArrayList<>();
    for (WorkspaceScope owner : owners.subList(0, 5)) {
      allowed.add(callers.submit(() -> door.readOnce(owner, TRAIL, COUNT)));
    }
    Future<List<Long>> refused = callers.submit(() -> door.readOnce(rep, TRAIL, COUNT));
    for (WorkspaceScope owner : owners.subList(5, 9)) {
      allowed.add(callers.submit(() -> door.readOnce(owner, TRAIL, COUNT)));
    }
    letGoOnceAllWait();

    assertThatThrownBy(refused::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("permission missing");
    for (Future<List<Long>> answer : allowed) {
      assertThat(answer.get()).containsExactly(0L);
    }
  }

  @Test
  void a_caller_that_cannot_read_its_row_fails_alone() throws Exception {
    List<WorkspaceScope> owners = owners(6);
    RowMapper<UUID> broken =
        (_, _) -> {
          throw new IllegalStateException("a row that is not understood");
        };

    Future<List<UUID>> failing =
        callers.submit(() -> door.readOnce(owners.getFirst(), MEMBERS, broken));
    List<Future<List<UUID>>> others = new ArrayList<>();
    for (WorkspaceScope owner : owners) {
      others.add(callers.submit(() -> door.readOnce(owner, MEMBERS, WORKSPACE)));
    }
    letGoOnceAllWait();

    assertThatThrownBy(failing::get).hasMessageContaining("a row that is not understood");
    for (int i = 0; i < others.size(); i++) {
      assertThat(others.get(i).get()).containsExactly(owners.get(i).workspace().value());
    }
  }

  // Two queries where there should be one put every later result of a trip out of step.
  @Test
  void results_that_are_out_of_step_reach_nobody() throws Exception {
    List<WorkspaceScope> owners = owners(12);
    String twoQueries = MEMBERS + "; " + MEMBERS;

    List<Future<List<UUID>>> answers = new ArrayList<>();
    for (WorkspaceScope owner : owners) {
      answers.add(callers.submit(() -> door.readOnce(owner, twoQueries, WORKSPACE)));
    }
    letGoOnceAllWait();

    int refused = 0;
    for (int i = 0; i < owners.size(); i++) {
      try {
        assertThat(answers.get(i).get()).containsExactly(owners.get(i).workspace().value());
      } catch (ExecutionException e) {
        assertThat(e).hasRootCauseMessage("the results of a trip are out of step");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void nothing_can_be_written() {
    connections.open.countDown();
    WorkspaceScope owner = workspaces.create("ada@example.org", Role.OWNER);

    assertThatThrownBy(
            () ->
                door.readOnce(
                    owner,
                    "UPDATE workspace.member SET role = 'REP' RETURNING workspace_id",
                    WORKSPACE))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("read-only");
    assertThat(door.readOnce(owner, MEMBERS, WORKSPACE)).hasSize(1);
  }

  // Opens once everybody waits, for a connection or for a trip.
  private void letGoOnceAllWait() throws InterruptedException {
    while (!threads.stream().allMatch(it -> it.getState() == Thread.State.WAITING)) {
      Thread.sleep(1);
    }
    connections.open.countDown();
  }

  private List<WorkspaceScope> owners(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> workspaces.create("owner" + i + "@example.org", Role.OWNER))
        .toList();
  }

  /// Lets nobody have a connection until it is told to.
  private static final class HeldUp extends DelegatingDataSource {

    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger trips = new AtomicInteger();

    private HeldUp(TestPostgres.Database database) {
      super(database.runtimePool(4));
    }

    @Override
    public Connection getConnection() throws SQLException {
      trips.incrementAndGet();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new SQLException("interrupted", e);
      }
      return super.getConnection();
    }
  }
}
