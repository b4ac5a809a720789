package surety.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.sandbox.Firm;
import surety.server.audit.AccessAction;
import surety.server.audit.AuditUnavailable;
import surety.server.audit.DataScope;
import surety.server.audit.Outcome;
import surety.server.connect.ConnectedSource;
import surety.server.connect.ConnectionChanged;
import surety.server.connect.Fetch;
import surety.server.connect.FetchReport;
import surety.server.connect.SourceRecord;
import surety.server.insight.figures.Gap;
import surety.server.insight.figures.MadeUpFirm;
import surety.server.insight.figures.Range;
import surety.server.operations.TestPostgres;
import surety.server.workspace.Accessor;
import surety.server.workspace.PermissionMissing;
import surety.server.workspace.Role;
import surety.server.workspace.TestWorkspaces;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FiguresTest {

  private static final TestWorkspaces WORKSPACES = TestWorkspaces.in(TestPostgres.migrated());
  private static final MadeUpFirm FIRM = new MadeUpFirm(Firm.generate(7, Pages.TODAY));
  private static final List<SourceRecord> RECORDS =
      Stream.concat(FIRM.phaseOne(), FIRM.phaseTwo()).toList();
  private static final DataScope DATA = DataScope.all("dashboard");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final MovableClock clock = new MovableClock(Pages.NOW);
  private final RecordingLog log = new RecordingLog();
  private final FakeSource vendor = new FakeSource(RECORDS::stream);
  private final List<ConnectedSource> connected = new ArrayList<>(List.of(vendor.source()));
  private final Figures figures =
      new Figures(
          scope -> List.copyOf(connected),
          new Reading(
              log,
              new ExchangeRateTable(WORKSPACES.door()),
              new FigureLimit(WORKSPACES.door()),
              clock),
          log,
          clock);
  private final Refresher refresher = new Refresher(figures, new WorkspaceScopes(), clock);
  private final WorkspaceScope owner = WORKSPACES.create("owner@example.com", Role.OWNER);
  private final WorkspaceScope viewer =
      WORKSPACES.member(owner.workspace(), "viewer@example.com", Role.VIEWER);

  private Look look(WorkspaceScope scope, Duration patience) {
    return figures.look(scope, AccessAction.CACHE_READ, DATA, patience);
  }

  private Look.Ready ready(WorkspaceScope scope) {
    return (Look.Ready) look(scope, LONG);
  }

  @Test
  void the_first_look_reads_each_kind_once_and_the_second_reads_nothing() {
    assertThat(ready(owner).figures().months()).hasSize(37);
    assertThat(vendor.fetches()).isEqualTo(6);
    ready(owner);
    assertThat(vendor.fetches()).isEqualTo(6);
  }

  @Test
  void every_read_is_recorded_the_fetches_the_rebuild_and_each_look() {
    ready(owner);
    assertThat(log.actions())
        .containsExactlyInAnyOrder(
            AccessAction.CACHE_REBUILD,
            AccessAction.SOURCE_FETCH,
            AccessAction.SOURCE_FETCH,
            AccessAction.SOURCE_FETCH,
            AccessAction.SOURCE_FETCH,
            AccessAction.SOURCE_FETCH,
            AccessAction.SOURCE_FETCH,
            AccessAction.DASHBOARD_READ)
        .startsWith(AccessAction.CACHE_REBUILD)
        .endsWith(AccessAction.DASHBOARD_READ);
    log.clear();
    ready(viewer);
    assertThat(log.actions()).containsExactly(AccessAction.CACHE_READ);
  }

  @Test
  void nothing_is_fetched_when_the_rebuild_cannot_be_recorded() {
    log.breakFor(entry -> entry.action() == AccessAction.CACHE_REBUILD);
    assertThatThrownBy(() -> look(owner, LONG)).isInstanceOf(AuditUnavailable.class);
    assertThat(vendor.fetches()).isZero();
  }

  @Test
  void nothing_is_fetched_when_the_fetch_cannot_be_recorded() {
    log.breakFor(entry -> entry.action() == AccessAction.SOURCE_FETCH);
    assertThatThrownBy(() -> look(owner, LONG)).isInstanceOf(AuditUnavailable.class);
    assertThat(vendor.fetches()).isZero();
    assertThat(figures.cache().content()).isEmpty();
  }

  @Test
  void held_figures_are_not_shown_when_the_look_cannot_be_recorded() {
    ready(owner);
    log.breakFor(entry -> entry.action() == AccessAction.CACHE_READ);
    assertThatThrownBy(() -> look(owner, LONG)).isInstanceOf(AuditUnavailable.class);
  }

  @Test
  void who_may_not_see_costs_gets_figures_that_hold_none_out_of_the_same_reading() {
    assertThat(ready(owner).figures().costs()).isPresent();
    assertThat(ready(viewer).figures().costs()).isEmpty();
    assertThat(ready(viewer).figures().gaps(Range.TWELVE_MONTHS, Gap.Kind.NO_COST_RATE)).isEmpty();
    assertThat(vendor.fetches()).isEqualTo(6);
  }

  @Test
  void a_scope_without_the_permission_gets_nothing_and_leaves_no_entry() {
    WorkspaceScope job = new WorkspaceScopes().ofSystemJob(owner.workspace(), Set.of());
    assertThatThrownBy(() -> look(job, LONG)).isInstanceOf(PermissionMissing.class);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void everybody_who_looks_at_once_waits_for_one_reading()
      throws InterruptedException, ExecutionException {
    vendor.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Look>> looks = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        looks.add(threads.submit(() -> look(owner, LONG)));
      }
      Thread.sleep(100);
      vendor.release();
      for (Future<Look> look : looks) {
        assertThat(look.get()).isInstanceOf(Look.Ready.class);
      }
    }
    assertThat(vendor.fetches()).isEqualTo(6);
  }

  @Test
  void who_has_no_patience_sees_how_far_the_reading_is() {
    vendor.hold();
    assertThat(look(owner, SHORT)).isInstanceOf(Look.Underway.class);
    vendor.release();
    assertThat(ready(owner).figures().work()).isNotEmpty();
  }

  @Test
  void figures_follow_the_source_after_fifteen_minutes_and_not_before() {
    assertThat(ready(owner).figures().work()).isNotEmpty();
    clock.move(Duration.ofMinutes(15).minusSeconds(1));
    ready(owner);
    assertThat(vendor.fetches()).isEqualTo(6);
    clock.move(Duration.ofSeconds(1));
    ready(owner);
    assertThat(vendor.fetches()).isEqualTo(12);
  }

  @Test
  void old_figures_are_not_shown_when_the_source_is_down() {
    ready(owner);
    vendor.down(true);
    clock.move(Duration.ofMinutes(15));
    assertThat(look(owner, LONG)).isInstanceOf(Look.Unreadable.class);
    assertThat(log.outcomes()).contains(Outcome.FAILED);
  }

  @Test
  void a_source_that_just_failed_is_not_asked_by_everybody_but_by_who_asks_for_it() {
    vendor.down(true);
    look(owner, LONG);
    look(owner, LONG);
    assertThat(vendor.fetches()).isEqualTo(6);
    vendor.down(false);
    figures.readAgain(owner);
    assertThat(look(owner, LONG)).isInstanceOf(Look.Ready.class);
  }

  @Test
  void a_fetch_that_failed_or_is_not_offered_is_missing_and_one_read_in_part_is_not() {
    vendor.answer(Fetch.BOOKINGS, FetchReport.State.UNSUPPORTED);
    vendor.answer(Fetch.DEALS, FetchReport.State.FAILED);
    vendor.answer(Fetch.INVOICES, FetchReport.State.PARTIAL);
    assertThat(ready(owner).held().missing())
        .containsExactlyInAnyOrder(Fetch.BOOKINGS, Fetch.DEALS);
    assertThat(log.outcomes()).contains(Outcome.PARTIAL);
  }

  @Test
  void a_second_source_with_other_people_adds_to_the_first_though_their_ids_are_the_same() {
    long hours = ready(owner).figures().total(Range.SIX_MONTHS).time().worked();
    connected.add(new FakeSource(() -> RECORDS.stream().map(FiguresTest::ofBranch)).source());
    figures.forget(owner.workspace());
    assertThat(ready(owner).figures().total(Range.SIX_MONTHS).time().worked()).isEqualTo(2 * hours);
  }

  private static SourceRecord ofBranch(SourceRecord record) {
    return record instanceof SourceRecord.Person person
        ? new SourceRecord.Person(
            person.id(),
            person.name() + " of the branch",
            person.active(),
            person.placeholder(),
            person.capacity(),
            person.costRates(),
            person.defaultBillRate())
        : record;
  }

  @Test
  void what_a_second_source_has_of_the_same_is_told_and_counted_once() {
    Look.Ready one = ready(owner);
    assertThat(one.held().origins()).isEqualTo(Origins.ONE_SYSTEM);
    connected.add(new FakeSource(RECORDS::stream).source());
    Look.Ready both = ready(owner);
    assertThat(both.figures().months()).isEqualTo(one.figures().months());
    assertThat(both.figures().weeks()).isEqualTo(one.figures().weeks());
    assertThat(both.figures().pipeline()).isEqualTo(one.figures().pipeline());
    assertThat(both.figures().receivables().total()).isEqualTo(one.figures().receivables().total());
    assertThat(both.held().origins().overlaps())
        .hasSize(6)
        .allSatisfy(it -> assertThat(it).contains("counted once").doesNotContain("differs"));
  }

  @Test
  void without_a_connection_there_is_nothing_to_show() {
    connected.clear();
    assertThat(look(owner, LONG)).isInstanceOf(Look.NothingConnected.class);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void figures_of_a_connection_that_another_server_removed_are_not_shown() {
    ready(owner);
    connected.clear();
    assertThat(look(owner, LONG)).isInstanceOf(Look.NothingConnected.class);
  }

  @Test
  void a_change_of_a_connection_drops_the_figures_at_once() {
    ready(owner);
    figures.on(
        new ConnectionChanged(
            owner.workspace(), connected.getFirst().connection(), ConnectionChanged.Kind.ROTATED));
    assertThat(figures.cache().content()).isEmpty();
  }

  @Test
  void forgotten_figures_are_gone_at_once() {
    ready(owner);
    figures.forget(owner.workspace());
    connected.clear();
    assertThat(look(owner, LONG)).isInstanceOf(Look.NothingConnected.class);
  }

  @Test
  void a_reading_that_was_under_way_when_its_workspace_was_forgotten_is_shown_to_nobody()
      throws InterruptedException, ExecutionException {
    vendor.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Look> waiting = threads.submit(() -> look(owner, LONG));
      while (figures.flightsUnderWay() == 0) {
        Thread.sleep(5);
      }
      figures.forget(owner.workspace());
      vendor.release();
      assertThat(waiting.get()).isInstanceOf(Look.Underway.class);
    }
    assertThat(figures.cache().content()).isEmpty();
  }

  @Test
  void figures_that_somebody_looks_at_are_read_again_by_the_server_before_they_are_too_old() {
    ready(owner);
    clock.move(Refresher.OLD.minusSeconds(1));
    ready(owner);
    refresher.refresh();
    assertThat(vendor.fetches()).as("young enough").isEqualTo(6);
    clock.move(Duration.ofSeconds(1));
    log.clear();
    refresher.refresh();
    waitForReadings();
    assertThat(vendor.fetches()).isEqualTo(12);
    assertThat(log.lines())
        .contains(
            new RecordingLog.Line(Accessor.SYSTEM, AccessAction.SCHEDULED_REFRESH, "dashboard"))
        .allSatisfy(line -> assertThat(line.accessor()).isEqualTo(Accessor.SYSTEM));
  }

  @Test
  void figures_that_nobody_looks_at_are_left_to_grow_old() {
    ready(owner);
    clock.move(Refresher.LOOKING);
    refresher.refresh();
    assertThat(figures.flightsUnderWay()).isZero();
    assertThat(vendor.fetches()).isEqualTo(6);
  }

  private void waitForReadings() {
    for (int i = 0; i < 1_500 && figures.flightsUnderWay() > 0; i++) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
