package surety.server.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.server.audit.AccessDetail;
import surety.server.audit.AdministrationLog;
import surety.server.audit.AdministrationLog.Actor;
import surety.server.audit.AdministrativeAct;
import surety.server.audit.AuditHandles;
import surety.server.audit.InstallationLog;
import surety.server.audit.LogFsck.Inspected;
import surety.server.audit.Outcome;
import surety.server.workspace.WorkspaceDatabase;
import surety.translog.LogVerdict;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Kind;
import surety.translog.LogVerdict.Verified;
import surety.translog.LogVerifier;
import surety.translog.NoteKey;
import surety.translog.WitnessPolicy;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AdministrationLogTest {

  private static final UUID INSTALLATION = AdministrationLog.INSTALLATION.value();

  @TempDir Path outside;
  private LogGround ground;
  private WorkspaceDatabase door;
  private AdministrationLog log;

  @BeforeEach
  void open() {
    ground = new LogGround(outside);
    door = ground.workspaces.door(ground.pool);
    log = AuditHandles.administration(door);
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void an_act_and_its_end_are_told_newest_first() {
    UUID begun =
        log.record(
            Actor.OPERATOR,
            AdministrativeAct.ATTEST,
            Outcome.BEGUN,
            AccessDetail.empty().with("claim", "PL-36"));
    log.complete(begun, Actor.OPERATOR, AdministrativeAct.ATTEST, Outcome.REFUSED);

    List<AdministrationLog.Entry> entries = log.newest(Optional.empty(), 10);

    assertThat(entries)
        .extracting(entry -> entry.actor() + " " + entry.act() + " " + entry.outcome())
        .containsExactly("operator ATTEST REFUSED", "operator ATTEST BEGUN");
    assertThat(entries.getFirst().completes()).isEqualTo(begun);
    assertThat(entries.getLast().id()).isEqualTo(begun);
    assertThat(entries.getLast().detail()).isEqualTo("{\"claim\": \"PL-36\"}");
    assertThat(log.newest(Optional.of(entries.getLast().at()), 10)).isEmpty();
    assertThat(log.newest(Optional.empty(), 1)).hasSize(1);
  }

  @Test
  void entries_stand_in_a_log_of_their_own_that_verifies_without_the_server() throws IOException {
    started();
    ground.sequencer.sequence();

    String file = file();

    assertThat(file).contains("\"action\\\":\\\"SERVER_START");
    assertThat(file).contains("\"stream\\\":\\\"administration");
    assertThat(verdict(file)).isInstanceOf(Verified.class);
    assertThat(verdict(file.replace("SERVER_START", "SERVER_STOP"))).isInstanceOf(Defect.class);
  }

  @Test
  void the_logs_of_workspaces_hold_nothing_of_it() throws IOException {
    started();
    ground.sequencer.sequence();

    assertThat(ground.export()).doesNotContain("SERVER_START");
    assertThat(
            door.readOnce(
                ground.scope, "SELECT id FROM audit.administration", (row, _) -> row.getString(1)))
        .isEmpty();
  }

  @Test
  void an_inspection_of_all_begins_with_it_and_names_what_was_done_to_it() {
    started();
    ground.sequencer.sequence();
    ground.checkpoints.signGrown(() -> true);
    assertThat(inspected().getFirst().workspace()).isEqualTo(INSTALLATION);
    assertThat(inspected()).allMatch(log -> log.verdict() instanceof Verified).hasSize(3);

    ground.superuser.sql("DELETE FROM audit.administration").update();

    assertThat(inspected().getFirst().verdict())
        .isInstanceOfSatisfying(
            Defect.class, defect -> assertThat(defect.kind()).isEqualTo(Kind.ENTRY_MISSING));
  }

  @Test
  void nobody_but_the_server_adds_and_nobody_changes() {
    started();
    String append = "SELECT audit.append_administration(?, 'server', 'OK', 'BEGUN', NULL, NULL)";
    assertThatThrownBy(
            () ->
                door.write(
                    ground.scope,
                    client -> client.sql(append).param(UUID.randomUUID()).query().singleRow()))
        .hasStackTraceContaining("not the server's own scope");
    for (String sql :
        List.of(
            "UPDATE audit.administration SET action = 'OTHER'",
            "DELETE FROM audit.administration",
            "TRUNCATE audit.administration",
            "INSERT INTO audit.administration (at, id, actor, action, outcome)"
                + " VALUES (now(), gen_random_uuid(), 'server', 'OK', 'BEGUN')")) {
      assertThatThrownBy(() -> door.write(ground.scope, client -> client.sql(sql).update()))
          .as(sql)
          .hasStackTraceContaining("permission denied");
    }
  }

  private void started() {
    log.record(
        Actor.SERVER, AdministrativeAct.SERVER_START, Outcome.COMPLETED, AccessDetail.empty());
  }

  private List<Inspected> inspected() {
    var all = new java.util.ArrayList<Inspected>();
    ground.inspection.all(all::add);
    return all;
  }

  private String file() throws IOException {
    InstallationLog.File file =
        new InstallationExport(ground.checkpoints, ground.rows, ground.exports)
            .file()
            .orElseThrow();
    assertThat(file.key()).startsWith("surety/log/" + INSTALLATION);
    assertThat(file.size()).isOne();
    var out = new ByteArrayOutputStream();
    file.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private LogVerdict verdict(String file) throws IOException {
    NoteKey key = ground.signer.keys(Checkpoints.origin(AdministrationLog.INSTALLATION)).getLast();
    return new LogVerifier(key, List.of(), WitnessPolicy.NONE)
        .verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }
}
