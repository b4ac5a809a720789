package surety.server.posture.claim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// All promises of this build.
public final class Claims {

  private static final String FILES = "classpath*:/claims/*.yaml";

  private final List<Claim> all;

  private Claims(List<Claim> all) {
    this.all = List.copyOf(all);
  }

  /// The claims of the files that are packed into the server.
  ///
  /// @throws ClaimsInvalid if a file is wrong or there is none
  public static Claims bundled() {
    try {
      Resource[] found = new PathMatchingResourcePatternResolver().getResources(FILES);
      Map<String, String> files = new TreeMap<>();
      for (Resource file : found) {
        files.put("claims/" + file.getFilename(), file.getContentAsString(StandardCharsets.UTF_8));
      }
      return of(files);
    } catch (IOException e) {
      throw new UncheckedIOException("a claims file cannot be read", e);
    }
  }

  /// The claims of these files.
  ///
  /// @param files their texts by their names
  /// @throws ClaimsInvalid if a file is wrong or there is none
  public static Claims of(Map<String, String> files) {
    if (files.isEmpty()) {
      throw new ClaimsInvalid("there are no claims files in this build");
    }
    return new Claims(ClaimsFile.read(files));
  }

  /// In the order of the files.
  public List<Claim> all() {
    return all;
  }

  /// The one with this id.
  public Optional<Claim> find(String id) {
    return all.stream().filter(claim -> claim.id().equals(id)).findFirst();
  }

  /// The claims that rest on this probe.
  public List<Claim> servedBy(String probe) {
    return all.stream().filter(claim -> claim.probes().contains(probe)).toList();
  }

  /// The probes that claims name.
  public Set<String> probes() {
    return all.stream()
        .flatMap(claim -> claim.probes().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The controls that claims name and that can be shown, so that each needs a fault.
  public Set<String> controls() {
    return all.stream()
        .filter(claim -> !claim.probes().isEmpty() && claim.unproven().isEmpty())
        .map(Claim::control)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What is bound to nothing: claims whose probe does not exist, and probes that serve no claim.
  /// Empty if all is well.
  ///
  /// @param registered the ids of the probes of this build
  public List<String> faults(Collection<String> registered) {
    Set<String> named = probes();
    Set<String> faults = new TreeSet<>();
    all.stream()
        .flatMap(claim -> claim.probes().stream().map(probe -> new String[] {claim.id(), probe}))
        .filter(bound -> !registered.contains(bound[1]))
        .forEach(bound -> faults.add(bound[0] + " names a probe that is not there: " + bound[1]));
    registered.stream()
        .filter(probe -> !named.contains(probe))
        .forEach(probe -> faults.add("probe serves no claim: " + probe));
    return Arrays.asList(faults.toArray(String[]::new));
  }
}
