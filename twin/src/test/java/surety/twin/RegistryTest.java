package surety.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.posture.claim.Claims;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RegistryTest {

  private final FaultIndex faults = FaultIndex.own();
  private final Set<String> named =
      faults.all().stream().map(DeclaredFault::control).collect(Collectors.toSet());

  @Test
  void every_control_that_a_claim_names_can_be_switched_off() {
    assertThat(named).containsAll(Claims.bundled().controls());
  }

  @Test
  void every_probe_has_a_control_of_its_own_that_can_be_switched_off() {
    Set<String> withFault =
        Claims.bundled().all().stream()
            .filter(claim -> named.contains(claim.control()))
            .flatMap(claim -> claim.probes().stream().limit(1))
            .collect(Collectors.toSet());
    assertThat(withFault).containsAll(Claims.bundled().probes());
  }

  @Test
  void every_fault_is_of_a_control_that_a_claim_names() {
    assertThat(Claims.bundled().controls()).containsAll(named);
  }

  @Test
  void names_are_lower_case_words_with_hyphens() {
    assertThat(faults.all())
        .extracting(DeclaredFault::id)
        .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  @Test
  void every_fault_fits_its_method() throws IOException {
    Weaver weaver = new Weaver(RegistryTest.class.getClassLoader());
    for (Map.Entry<String, List<Weaving>> target : faults.weavings().entrySet()) {
      byte[] original = bytes(target.getKey());
      assertThat(weaver.weave(original, target.getValue())).hasSizeGreaterThan(original.length);
    }
  }

  @Test
  void one_id_for_two_controls_is_refused() {
    DeclaredFault one = new DeclaredFault("same", "egress-gate", false, false, List.of());
    DeclaredFault other = new DeclaredFault("same", "egress-tls", false, false, List.of());

    assertThatThrownBy(() -> new FaultIndex(List.of(one, other).stream()))
        .isInstanceOf(FaultRefused.class);
  }

  private static byte[] bytes(String type) throws IOException {
    String file = "/" + type.replace('.', '/') + ".class";
    try (InputStream in = RegistryTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
