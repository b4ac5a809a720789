package surety.server.posture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.identity.TestServer;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;
import surety.server.posture.probe.Probe;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BindingTest {

  private static final TestServer SERVER = TestServer.start();
  private static final Claims CLAIMS = SERVER.bean(Claims.class);
  private static final ProbeRegistry REGISTRY = SERVER.bean(ProbeRegistry.class);

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void every_claim_is_bound_to_a_probe_that_is_there_and_every_probe_to_a_claim() {
    assertThat(REGISTRY.faults(CLAIMS)).isEmpty();
  }

  @Test
  void every_probe_tells_the_public_how_it_attacks() {
    assertThat(REGISTRY.all()).extracting(Probe::attack).noneMatch(String::isBlank);
  }

  @Test
  void there_is_no_claim_that_cannot_be_shown() {
    assertThat(CLAIMS.all()).extracting(Claim::unproven).allMatch(Optional::isEmpty);
  }
}
