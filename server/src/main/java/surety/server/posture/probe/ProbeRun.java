package surety.server.posture.probe;

import java.util.Collection;

/// One run of a probe: what it may use, and where it reports.
///
/// The outcome follows from the reports. Any attack that succeeded is a failure. A run is invalid
/// if a control did not hold, the nonce did not come back through the target, there was nothing to
/// attack or less than before, a declared case was not tried, an attempt was unclear, or the run
/// threw or took too long. Everything else is a pass.
public interface ProbeRun {

  /// 32 hexadecimal digits, new for each run. What the probe plants holds it.
  String nonce();

  /// Two workspaces with members of every role.
  Canaries canaries();

  /// The database as injected SQL would have it.
  SqlAttacker sql();

  /// The stand-in vendor that workspace a is connected to.
  RecordingVendor vendor();

  /// The stand-in for model providers, which no workspace has chosen before a probe does.
  RecordingProvider models();

  /// Declares what will be attacked, before the first attack.
  ///
  /// @param how the cases were found, such as "all routes of the router"; never a list of its own
  /// @param cases their names, each to be attacked at least once
  void population(String how, Collection<String> cases);

  /// Reports whether what is permitted works, with the same means as the attack.
  void control(String name, boolean held);

  /// Reports an answer of the target that should hold the nonce.
  ///
  /// It counts only if it, or what it is part of, came through a browser, a connection or the
  /// vendor's request log that this run handed out. Who attacks by other means reads the nonce back
  /// through one of these as well.
  void echo(byte[] answer);

  /// Reports one attack on one of the declared cases.
  void attack(String which, Attempt attempt);

  /// Reports a measured number.
  void measured(String name, double value, String unit);

  /// Ends the run as invalid.
  ///
  /// @param reason published
  void unable(String reason);
}
