package surety.server.posture.run;

import java.util.ArrayList;
import java.util.Collection;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.RecordingProvider;
import surety.server.posture.probe.RecordingVendor;
import surety.server.posture.probe.SqlAttacker;

/// Writes down what a probe reports, until the run is over. What comes later is an error in the
/// probe and changes nothing.
final class Recording implements ProbeRun {

  private static final int MAX_CASES = 100_000;

  private final Nonce nonce;
  private final Means means;
  private final Witness witness;
  private final Findings findings = new Findings();
  private boolean over;
  private boolean restored;

  Recording(Nonce nonce, Means means) {
    this.nonce = nonce;
    this.means = means;
    this.witness = new Witness(nonce.server());
  }

  /// Thrown by [#unable], to leave the probe.
  static final class Unable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unable(String reason) {
      super(reason);
    }
  }

  /// Ends the run.
  ///
  /// @param why it ended early; empty if the probe went through
  synchronized Findings end(String why) {
    over = true;
    findings.ended = why;
    return findings;
  }

  @Override
  public String nonce() {
    return nonce.server();
  }

  @Override
  public synchronized Canaries canaries() {
    Canaries canaries = means.canaries().get();
    if (!restored) {
      restored = true;
      canaries.restore();
    }
    return new WitnessedCanaries(canaries, witness);
  }

  @Override
  public SqlAttacker sql() {
    return new WitnessedSql(means.sql().get(), witness);
  }

  @Override
  public RecordingVendor vendor() {
    return new WitnessedVendor(means.vendor().get(), witness);
  }

  @Override
  public RecordingProvider models() {
    return new WitnessedProvider(means.models().get(), witness);
  }

  @Override
  public synchronized void population(String how, Collection<String> cases) {
    requireOpen();
    if (!findings.attempts.isEmpty() || !findings.declared.isEmpty()) {
      throw new IllegalStateException("cases are declared once, before the first attack");
    }
    if (cases.size() > MAX_CASES) {
      throw new IllegalStateException("too many cases: " + cases.size());
    }
    findings.populationHow = how;
    findings.declared.addAll(cases);
  }

  @Override
  public synchronized void control(String name, boolean held) {
    requireOpen();
    findings.controls.merge(name, held, Boolean::logicalAnd);
  }

  @Override
  public synchronized void echo(byte[] answer) {
    requireOpen();
    findings.echoed |= witness.knows(answer);
  }

  @Override
  public synchronized void attack(String which, Attempt attempt) {
    requireOpen();
    findings.attempts.computeIfAbsent(which, _ -> new ArrayList<>()).add(attempt);
  }

  @Override
  public synchronized void measured(String name, double value, String unit) {
    requireOpen();
    findings.measured.add(new Measured(name, value, unit));
  }

  @Override
  public void unable(String reason) {
    throw new Unable(reason);
  }

  private void requireOpen() {
    if (over) {
      throw new IllegalStateException("the run is over");
    }
  }
}
