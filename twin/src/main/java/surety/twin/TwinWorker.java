package surety.twin;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// Works off faults with one twin after another: a twin that a fault has spoilt is replaced.
final class TwinWorker implements Runnable {

  private final Queue<DeclaredFault> faults;
  private final List<String> wanted;
  private final Baseline baseline;
  private final boolean many;
  private final TwinListener listener;
  private final Consumer<String> log;

  /// @param faults shared with other workers
  /// @param wanted the probes to run; all if empty
  /// @param baseline shared with other workers
  /// @param many whether there are so many faults that a twin is worth optimizing
  TwinWorker(
      Queue<DeclaredFault> faults,
      List<String> wanted,
      Baseline baseline,
      boolean many,
      TwinListener listener,
      Consumer<String> log) {
    this.faults = faults;
    this.wanted = wanted;
    this.baseline = baseline;
    this.many = many;
    this.listener = listener;
    this.log = log;
  }

  @Override
  public void run() {
    do {
      try (TwinProcess twin = started()) {
        listener.started(twin.ready());
        whileClean(twin, passing(twin));
      } catch (FaultRefused | UncheckedIOException e) {
        listener.refused("", String.valueOf(e.getMessage()));
        return;
      }
    } while (!faults.isEmpty());
  }

  private TwinProcess started() {
    return many ? TwinProcess.startForMany(log) : TwinProcess.start("", log);
  }

  // A probe that does not pass now could not be seen to notice anything.
  private List<String> passing(TwinProcess twin) {
    return baseline.passing(
        wanted.isEmpty() ? twin.probes() : wanted,
        probe -> {
          Cell cell = Cell.of("", twin.probe(probe));
          listener.withoutFault(cell);
          return cell.passed();
        });
  }

  private void whileClean(TwinProcess twin, List<String> probes) {
    boolean clean = true;
    for (DeclaredFault fault = faults.poll(); fault != null; fault = clean ? faults.poll() : null) {
      try {
        clean = fault.atStart() ? restarted(fault, probes) : live(twin, fault, probes);
      } catch (FaultRefused e) {
        listener.refused(fault.id(), String.valueOf(e.getMessage()));
        clean = false;
      }
    }
  }

  private boolean restarted(DeclaredFault fault, List<String> probes) {
    try (TwinProcess twin = TwinProcess.start(fault.id(), log)) {
      attack(twin, fault, probes);
      listener.done(fault, twin.off());
    }
    return true;
  }

  // What a broken control let through may stay behind, so the probes that saw it have to pass
  // again.
  private boolean live(TwinProcess twin, DeclaredFault fault, List<String> probes) {
    twin.on(fault.id());
    List<String> disturbed = attack(twin, fault, probes);
    listener.done(fault, twin.off());
    Optional<Cell> spoilt =
        disturbed.stream()
            .map(probe -> again(twin, probe))
            .filter(cell -> !cell.passed())
            .findFirst();
    spoilt.ifPresent(cell -> listener.spoilt(fault, cell));
    return spoilt.isEmpty();
  }

  // Each probe first puts right what it needs, and may come across the rest. Another twin takes far
  // longer than another try.
  private static Cell again(TwinProcess twin, String probe) {
    Cell first = Cell.of("", twin.probe(probe));
    return first.passed() ? first : Cell.of("", twin.probe(probe));
  }

  private List<String> attack(TwinProcess twin, DeclaredFault fault, List<String> probes) {
    return probes.stream()
        .map(probe -> Cell.of(fault.id(), twin.probe(probe)))
        .peek(cell -> listener.underFault(fault, cell))
        .filter(cell -> !cell.passed())
        .map(Cell::probe)
        .toList();
  }
}
