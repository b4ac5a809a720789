package surety.twin;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/// Works off faults with one twin after another: a twin that a fault has spoilt is replaced.
final class TwinWorker implements Runnable {

  private final Queue<DeclaredFault> faults;
  private final List<String> wanted;
  private final TwinListener listener;
  private final Consumer<String> log;

  /// @param faults shared with other workers
  /// @param wanted the probes to run; all if empty
  TwinWorker(
      Queue<DeclaredFault> faults,
      List<String> wanted,
      TwinListener listener,
      Consumer<String> log) {
    this.faults = faults;
    this.wanted = wanted;
    this.listener = listener;
    this.log = log;
  }

  @Override
  public void run() {
    List<String> probes = List.of();
    do {
      try (TwinProcess twin = TwinProcess.start("", log)) {
        listener.started(twin.ready());
        // Once is enough: the twins after the first are the same program, as new.
        probes = probes.isEmpty() ? passing(twin) : probes;
        whileClean(twin, probes);
      } catch (FaultRefused | UncheckedIOException e) {
        listener.refused("", String.valueOf(e.getMessage()));
        return;
      }
    } while (!faults.isEmpty());
  }

  // A probe that does not pass now could not be seen to notice anything.
  private List<String> passing(TwinProcess twin) {
    return (wanted.isEmpty() ? twin.probes() : wanted)
        .stream()
            .map(probe -> Cell.of("", twin.probe(probe)))
            .peek(listener::withoutFault)
            .filter(Cell::passed)
            .map(Cell::probe)
            .toList();
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
    return disturbed.stream().allMatch(probe -> Cell.of("", twin.probe(probe)).passed());
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
