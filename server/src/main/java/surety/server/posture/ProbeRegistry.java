package surety.server.posture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Probe;

/// The probes of this build by their ids.
@Component
public class ProbeRegistry {

  private final SortedMap<String, Probe> probes = new TreeMap<>();

  /// @throws IllegalStateException if two probes have one id
  ProbeRegistry(ObjectProvider<Probe> found) {
    found.forEach(
        probe -> {
          if (probes.put(probe.id(), probe) != null) {
            throw new IllegalStateException("two probes are called " + probe.id());
          }
        });
  }

  /// In the order of their ids.
  public Collection<Probe> all() {
    return List.copyOf(probes.values());
  }

  /// Their ids, in order.
  public List<String> ids() {
    return new ArrayList<>(probes.keySet());
  }

  /// The one with this id.
  public Optional<Probe> find(String id) {
    return Optional.ofNullable(probes.get(id));
  }

  /// Claims and probes that are bound to nothing; empty if all is well.
  public List<String> faults(Claims claims) {
    return claims.faults(probes.keySet());
  }
}
