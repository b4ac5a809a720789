package surety.server.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.evidence.BuildInForce;
import surety.evidence.Claim;
import surety.evidence.ClaimState;
import surety.evidence.FaultClass;
import surety.evidence.Ledger;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.ProbeResult.Cases;
import surety.evidence.State;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestServer;
import surety.server.platform.DataFolder;
import surety.server.posture.claim.Claims;
import surety.server.posture.command.KeysCommandRun;
import surety.server.posture.command.ProveCommandRun;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;
import surety.server.posture.run.ProbeDigest;
import surety.translog.Hash;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LedgerTest {

  private static final TestServer SERVER = TestServer.start();
  private static final EvidenceLedger LEDGER = SERVER.bean(EvidenceLedger.class);
  private static final String PROBE = "names-replaced";

  @BeforeAll
  static void claims_are_made() {
    SERVER.bean(Posture.class).publish();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void every_claim_of_the_files_is_in_the_ledger_and_none_is_proven_by_being_there() {
    List<ClaimState> states = SERVER.bean(Posture.class).states();
    assertThat(states.stream().map(ClaimState::id))
        .containsExactlyElementsOf(
            Claims.bundled().all().stream().map(claim -> claim.id()).toList());
    assertThat(states).noneMatch(state -> state.state() == State.PROVEN);
  }

  @Test
  void a_start_that_changes_nothing_appends_nothing() {
    assertThat(SERVER.bean(Terms.class).publish()).isEmpty();
  }

  @Test
  void a_claim_stays_unproven_while_nobody_saw_its_probe_fail() {
    var runs =
        SERVER.bean(ProbeRunner.class).runAll(List.of(PROBE), Optional.of("a visitor's"), _ -> {});
    assertThat(runs).hasSize(1);
    ProbeResult stored = (ProbeResult) runs.getFirst().entry().entry();
    assertThat(stored.outcome()).as(stored.reason()).isEqualTo(Outcome.PASS);
    assertThat(stored.visitorNonce()).contains("a visitor's");
    assertThat(stored.claims()).extracting(Claim.ClaimRef::id).contains("PL-29");
    assertThat(state("PL-29")).isEqualTo(State.UNPROVEN);
  }

  @Test
  void no_administrative_request_changes_the_state_of_a_failing_claim() {
    LEDGER.append(failure("PL-02"));
    assertThat(state("PL-02")).isEqualTo(State.FAILING);
    List<String> asked = new java.util.ArrayList<>();
    TestBrowser owner = owner();
    UUID workspace = ownWorkspace();
    for (String route : routesThatChange()) {
      if (!owner.isSignedIn()) {
        owner = signedIn();
      }
      String path = route.replace("{workspace}", workspace.toString());
      owner.post(
          path.replaceAll("\\{(?:[^{}]|\\{[^{}]*})*}", UUID.randomUUID().toString()),
          "claim",
          "PL-02",
          "id",
          "PL-02",
          "state",
          "proven",
          "outcome",
          "PASS",
          "name",
          "x");
      assertThat(state("PL-02")).as("after POST %s", route).isEqualTo(State.FAILING);
      asked.add(route);
    }
    assertThat(asked).hasSizeGreaterThan(15);
  }

  @Test
  void a_passing_run_and_nothing_else_ends_a_failure() {
    LEDGER.append(failure("PL-03"));
    assertThat(state("PL-03")).isEqualTo(State.FAILING);
    LEDGER.append(result("PL-03", Outcome.PASS, new Cases(1, 1, 1, 0, 1, 1)));
    assertThat(state("PL-03")).isEqualTo(State.UNPROVEN);
  }

  @Test
  void the_role_that_serves_requests_reads_evidence_and_writes_none() {
    JdbcClient runtime = SERVER.runtime();
    assertThat(runtime.sql("SELECT count(*) FROM posture.entry").query(Long.class).single())
        .isPositive();
    for (String attack :
        List.of(
            "INSERT INTO posture.entry VALUES (999999, '\\x00')",
            "UPDATE posture.entry SET envelope = '\\x00'",
            "DELETE FROM posture.entry",
            "TRUNCATE posture.entry",
            "SELECT posture.append(999999, '\\x00')",
            "SELECT posture.lock_ledger()",
            "SELECT * FROM posture.signing_keys()",
            "SELECT * FROM posture.signing_key")) {
      assertRefused(runtime, attack);
    }
  }

  @Test
  void not_even_the_owner_of_the_tables_changes_an_entry() {
    JdbcClient owner = JdbcClient.create(SERVER.database().ownerSource());
    assertRefused(owner, "UPDATE posture.entry SET envelope = '\\x00'");
    assertRefused(owner, "DELETE FROM posture.entry");
    assertRefused(owner, "TRUNCATE posture.entry");
  }

  private static void assertRefused(JdbcClient client, String attack) {
    assertThatThrownBy(() -> client.sql(attack).query().listOfRows())
        .as(attack)
        .rootCause()
        .hasFieldOrPropertyWithValue("SQLState", "42501");
  }

  @Test
  void what_is_stored_verifies_from_the_first_key_on_also_after_the_key_changed() {
    LEDGER.rotateKey("rehearsal");
    LEDGER.append(failure("PL-04"));
    Ledger stored = Ledger.verified(envelopes(), LEDGER.firstKey());
    assertThat(stored.head()).isEqualTo(LEDGER.current().head());
    assertThat(stored.key()).isNotEqualTo(LEDGER.firstKey());
    assertThat(LEDGER.checkpoint(stored, "surety.example")).contains("surety.example");
  }

  @Test
  void a_twin_of_another_build_says_nothing_about_this_server() {
    NegativeControls controls = SERVER.bean(NegativeControls.class);
    BuildInForce here = SERVER.bean(Running.class).digests();
    Hash probe =
        Hash.fromHex(ProbeDigest.of(SERVER.bean(ProbeRegistry.class).find(PROBE).orElseThrow()));
    var good = report(new ProbeResult.Target(here.build(), here.config(), probe), Instant.now());
    Hash other = Hash.of(new byte[] {7});
    assertThat(controls.append(List.of(good))).hasSize(1);
    for (var bad :
        List.of(
            report(new ProbeResult.Target(other, here.config(), probe), Instant.now()),
            report(new ProbeResult.Target(here.build(), other, probe), Instant.now()),
            report(new ProbeResult.Target(here.build(), here.config(), other), Instant.now()),
            report(good.target(), Instant.now().minus(Duration.ofDays(2))),
            report(good.target(), Instant.now().plus(Duration.ofHours(1))))) {
      long before = LEDGER.current().head().size();
      assertThatThrownBy(() -> controls.append(List.of(good, bad)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(LEDGER.current().head().size()).isEqualTo(before);
    }
  }

  @Test
  void that_a_probe_does_not_notice_a_fault_is_said_once_and_that_it_does_each_time() {
    NegativeControls controls = SERVER.bean(NegativeControls.class);
    BuildInForce here = SERVER.bean(Running.class).digests();
    Hash probe =
        Hash.fromHex(ProbeDigest.of(SERVER.bean(ProbeRegistry.class).find(PROBE).orElseThrow()));
    var target = new ProbeResult.Target(here.build(), here.config(), probe);
    List<Integer> appended =
        Stream.of(Outcome.PASS, Outcome.PASS, Outcome.INVALID, Outcome.FAIL, Outcome.FAIL)
            .map(outcome -> report("another-fault", target, outcome, Instant.now()))
            .map(report -> controls.append(List.of(report)).size())
            .toList();
    assertThat(appended).containsExactly(1, 0, 1, 1, 1);
    var missed = report("another-fault", target, Outcome.PASS, Instant.now());
    assertThat(controls.append(List.of(missed))).as("after it did notice").hasSize(1);
  }

  private static NegativeControls.Report report(ProbeResult.Target target, Instant endedAt) {
    return report("a-fault", target, Outcome.INVALID, endedAt);
  }

  private static NegativeControls.Report report(
      String fault, ProbeResult.Target target, Outcome outcome, Instant endedAt) {
    return new NegativeControls.Report(
        fault,
        "a-control",
        FaultClass.LIVE_OFF,
        PROBE,
        target,
        Hash.of(new byte[] {3}),
        outcome,
        outcome == Outcome.FAIL ? 1 : 0,
        endedAt);
  }

  @Test
  void the_operator_asks_through_a_socket_that_nobody_else_can_open() throws Exception {
    var folder = SERVER.bean(DataFolder.class).path().resolve("control");
    assertThat(java.nio.file.Files.getPosixFilePermissions(folder)).hasSize(3);
    var out = new ByteArrayOutputStream();
    int status =
        ProveCommandRun.run(
            List.of("--data=" + folder.getParent(), "--claim", "PL-29", "--json"),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(status).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"id\": \"PL-29\"", "\"state\": \"unproven\"", "\"faults\"", "\"probes\"");
    assertThat(ProveCommandRun.run(List.of("--claim", "XX-99"), new PrintStream(out))).isEqualTo(2);
  }

  @Test
  void a_claim_that_waits_for_a_person_is_named_and_is_no_failure_of_the_probes() {
    var data = SERVER.bean(DataFolder.class).path();
    var out = new ByteArrayOutputStream();
    int status =
        ProveCommandRun.run(
            List.of("--data=" + data, "--claim", "PL-36"),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("PL-36 waits for a person");
  }

  @Test
  void the_operator_rotates_the_root_key_and_evidence_is_signed_on() {
    assertThat(keys("status")).contains("Grade B (file)", "evidence-signing-key", "current");
    assertThat(keys("rotate", "--dry-run")).contains("Nothing was changed");
    assertThat(keys("rotate")).contains("Rotated from root key", "values were moved");
    LEDGER.append(failure("PL-05"));
    var former = Pattern.compile("surety keys remove ([0-9a-f]{16})").matcher(keys("status"));
    assertThat(former.find()).isTrue();
    assertThat(keys("remove", former.group(1))).contains("is forgotten");
    assertThat(keys("status", "--json")).contains("\"removed\"", "\"toMove\": 0");
    assertThat(keys("remove", "0123456789abcdef")).contains("There is no root key");
    assertThat(keys("turn")).contains("keys does not know turn");
  }

  private static String keys(String... words) {
    var out = new ByteArrayOutputStream();
    var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    String data = "--data=" + SERVER.bean(DataFolder.class).path();
    KeysCommandRun.run(Stream.concat(Stream.of(data), Stream.of(words)).toList(), printed, printed);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<byte[]> envelopes() {
    return SERVER
        .superuser()
        .sql("SELECT envelope FROM posture.entry ORDER BY seq")
        .query((row, _) -> row.getBytes(1))
        .list();
  }

  private static State state(String claim) {
    return ClaimState.of(LEDGER.current(), claim, Instant.now()).state();
  }

  private static ProbeResult failure(String claim) {
    return result(claim, Outcome.FAIL, new Cases(1, 1, 0, 1, 1, 1));
  }

  private static ProbeResult result(String claim, Outcome outcome, Cases cases) {
    BuildInForce here = SERVER.bean(Running.class).digests();
    String probe = Claims.bundled().find(claim).orElseThrow().probes().getFirst();
    return new ProbeResult(
        probe,
        new ProbeResult.Target(here.build(), here.config(), Hash.of(new byte[] {1})),
        List.of(new Claim.ClaimRef(claim, 1)),
        "loopback",
        "00",
        Optional.empty(),
        outcome,
        "rehearsal",
        cases,
        "made for this test",
        Instant.now(),
        Instant.now(),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<String> routesThatChange() {
    return SERVER
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.POST))
        .flatMap(info -> info.getPatternValues().stream())
        .sorted()
        .toList();
  }

  private static TestBrowser owner() {
    return signedIn();
  }

  private static TestBrowser signedIn() {
    SERVER.forgetLimits();
    return SERVER.signedIn("owner@example.com");
  }

  private static UUID ownWorkspace() {
    UUID workspace = SERVER.workspace("Rehearsal Ltd");
    SERVER.join(workspace, "owner@example.com", "OWNER");
    return workspace;
  }
}
