package surety.server.posture.twin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;

/// What of the kill matrix a twin is to show.
///
/// @param whole every fault and every probe; the sets are then empty
/// @param controls whose faults are switched on
/// @param faults that are switched on
/// @param probes that are tried; all if there are none
public record TwinPart(
    boolean whole, Set<String> controls, Set<String> faults, Set<String> probes) {

  /// Copies the sets.
  public TwinPart {
    controls = Set.copyOf(controls);
    faults = Set.copyOf(faults);
    probes = Set.copyOf(probes);
  }

  /// The whole matrix.
  public static TwinPart everything() {
    return new TwinPart(true, Set.of(), Set.of(), Set.of());
  }

  /// All that the states of some claims rest on: the faults of their controls, and of the other
  /// controls that their probes are there for; and every probe that has to notice one of these.
  ///
  /// @param ids of claims; unknown ones, and those that cannot be shown yet, add nothing
  public static TwinPart of(Claims claims, Collection<String> ids) {
    Set<String> asked = new TreeSet<>();
    shown(claims).stream()
        .filter(claim -> ids.contains(claim.id()))
        .forEach(claim -> asked.addAll(claim.probes()));
    Set<String> controls = new TreeSet<>();
    shown(claims).stream()
        .filter(claim -> claim.probes().stream().anyMatch(asked::contains))
        .forEach(claim -> controls.add(claim.control()));
    Set<String> probes = new TreeSet<>();
    shown(claims).stream()
        .filter(claim -> controls.contains(claim.control()))
        .forEach(claim -> probes.addAll(claim.probes()));
    return new TwinPart(false, controls, Set.of(), probes);
  }

  /// These faults alone, with the same probes. Whether each probe notices one is then not asked.
  public TwinPart under(Collection<String> ids) {
    return new TwinPart(false, Set.of(), Set.copyOf(ids), probes);
  }

  private static List<Claim> shown(Claims claims) {
    return claims.all().stream()
        .filter(claim -> claim.unproven().isEmpty() && !claim.probes().isEmpty())
        .toList();
  }

  /// Whether there is nothing to show.
  public boolean isEmpty() {
    return !whole && controls.isEmpty() && faults.isEmpty();
  }

  /// The twin's command line.
  List<String> options() {
    List<String> options = new ArrayList<>();
    new TreeSet<>(controls).forEach(control -> options.addAll(List.of("--control", control)));
    new TreeSet<>(faults).forEach(fault -> options.addAll(List.of("--fault", fault)));
    new TreeSet<>(probes).forEach(probe -> options.addAll(List.of("--probe", probe)));
    return options;
  }
}
