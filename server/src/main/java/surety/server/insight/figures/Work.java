package surety.server.insight.figures;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.Project;

/// One project's sums while a fold runs.
final class Work {

  /// How the project's time turns into revenue.
  enum Kind {
    TIME_AND_MATERIALS,
    FIXED_FEE,
    /// A paying client's project that earns nothing by agreement: its cost is real, its revenue
    /// zero.
    UNBILLED,
    /// The firm's own work: overhead, in no margin.
    INTERNAL,
    /// No way to tell what it earns.
    UNRECOGNISABLE
  }

  private final int source;
  private final @Nullable Project project;
  private final Kind kind;
  private final @Nullable WorkCell[] cells;
  private boolean invoicedUnknown;

  Work(int source, @Nullable Project project, Kind kind, int months) {
    this.source = source;
    this.project = project;
    this.kind = kind;
    this.cells = new WorkCell[months];
  }

  static Work of(int source, Project project, boolean ofPayingClient, int months) {
    return new Work(source, project, kindOf(project, ofPayingClient), months);
  }

  private static Kind kindOf(Project project, boolean ofPayingClient) {
    return switch (project.billing()) {
      case TIME_AND_MATERIALS -> Kind.TIME_AND_MATERIALS;
      case FIXED_FEE -> feeSpread(project) ? Kind.FIXED_FEE : Kind.UNRECOGNISABLE;
      case NON_BILLABLE -> ofPayingClient ? Kind.UNBILLED : Kind.INTERNAL;
      case UNKNOWN -> project.clientId() == null ? Kind.INTERNAL : Kind.UNRECOGNISABLE;
    };
  }

  private static boolean feeSpread(Project project) {
    LocalDate start = project.startsOn();
    LocalDate end = project.endsOn();
    return project.fee() != null && start != null && end != null && !end.isBefore(start);
  }

  Kind kind() {
    return kind;
  }

  /// Whether the work is a client's and its revenue can be known, were it zero.
  boolean recognisable() {
    return kind != Kind.INTERNAL && kind != Kind.UNRECOGNISABLE;
  }

  boolean earns() {
    return kind == Kind.TIME_AND_MATERIALS || kind == Kind.FIXED_FEE;
  }

  String name() {
    return project == null ? "" : project.name();
  }

  String clientName() {
    String name = project == null ? null : project.clientName();
    return name == null ? "" : name;
  }

  /// What tells two clients of one name apart.
  Key clientKey() {
    String id = project == null ? null : project.clientId();
    return new Key(source, id == null ? "" : id);
  }

  Optional<Project> project() {
    return Optional.ofNullable(project);
  }

  boolean fixedFee() {
    return project != null && project.billing() == Billing.FIXED_FEE;
  }

  WorkCell cell(int month) {
    WorkCell cell = cells[month];
    if (cell == null) {
      cell = new WorkCell();
      cells[month] = cell;
    }
    return cell;
  }

  Optional<WorkCell> existing(int month) {
    return Optional.ofNullable(cells[month]);
  }

  void invoicedUnknown() {
    invoicedUnknown = true;
  }

  boolean isInvoicedUnknown() {
    return invoicedUnknown;
  }

  /// Whether work or invoices may lie before the first day that was asked for.
  boolean startedBefore(LocalDate dataFrom) {
    LocalDate start = project == null ? null : project.startsOn();
    return start == null ? cells[0] != null : start.isBefore(dataFrom);
  }

  /// How many days of start..end lie up to and including `day`.
  long elapsedDays(LocalDate day) {
    LocalDate start = project == null ? null : project.startsOn();
    return start == null ? 0 : Math.clamp(ChronoUnit.DAYS.between(start, day) + 1, 0, totalDays());
  }

  /// The last day up to `day` on which a fee is earned.
  LocalDate lastEarningDay(LocalDate day) {
    LocalDate end = project == null ? null : project.endsOn();
    return end == null || day.isBefore(end) ? day : end;
  }

  long totalDays() {
    LocalDate start = project == null ? null : project.startsOn();
    LocalDate end = project == null ? null : project.endsOn();
    return start == null || end == null ? 0 : ChronoUnit.DAYS.between(start, end) + 1;
  }
}
