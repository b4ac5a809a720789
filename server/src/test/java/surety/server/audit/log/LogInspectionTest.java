package surety.server.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Kind;
import surety.translog.LogVerdict.Verified;

/// What was done to a stored log behind the back of the server is named, with the first place that
/// is wrong.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogInspectionTest {

  @TempDir Path outside;
  private LogGround ground;

  @BeforeEach
  void open() {
    ground = new LogGround(outside);
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void a_broken_log_is_said_to_be_and_keeps_no_other_from_growing() {
    ground
        .superuser
        .sql("UPDATE audit.log SET edge = 'x' WHERE workspace_id = ?")
        .param(ground.scope.workspace().value())
        .update();
    ground.trail.record(ground.scope, LogGround.READ);
    ground.trail.record(ground.other, LogGround.READ);

    ground.sequencer.sequence();
    ground.sequencer.sweepAll();

    assertThat(ground.size(ground.other)).isEqualTo(3);
    assertThatThrownBy(() -> ground.checkpoints.latest(ground.scope))
        .isInstanceOf(LogNotContinued.class);
    assertThat(ground.inspected()).isInstanceOf(Defect.class);
  }

  @Test
  void a_changed_checkpoint_is_not_shown() {
    assertThat(ground.checkpoints.latest(ground.scope)).isPresent();
    ground.superuser.sql("UPDATE audit.checkpoint SET note = 'x'").update();

    assertThatThrownBy(() -> ground.checkpoints.latest(ground.scope))
        .isInstanceOf(LogNotContinued.class);
  }

  @Test
  void a_database_that_was_set_back_is_not_signed_any_more() {
    ground.trail.record(ground.scope, LogGround.READ);
    ground.sequencer.sequence();
    assertThat(ground.checkpoints.latest(ground.scope)).isPresent();
    ground
        .superuser
        .sql("UPDATE audit.log SET size = 1, edge = substr(edge, 65, 32) || substr(edge, 65, 32)")
        .update();

    assertThatThrownBy(() -> ground.checkpoints.latest(ground.scope))
        .hasMessage("it had 3 entries and now has 1");
    assertThat(ground.inspected()).isInstanceOfSatisfying(Defect.class, this::isTailRemoved);
  }

  private void isTailRemoved(Defect defect) {
    assertThat(defect.kind()).isEqualTo(Kind.TAIL_REMOVED);
    assertThat(defect.index()).isEqualTo(1);
  }

  @Test
  void the_inspection_names_the_first_place_that_is_wrong() {
    for (int i = 0; i < 600; i++) {
      ground.trail.record(ground.scope, LogGround.READ);
    }
    ground.sequencer.sequence();
    assertThat(ground.checkpoints.latest(ground.scope)).isPresent();
    assertThat(ground.inspected()).isInstanceOf(Verified.class);

    assertFound(
        Kind.ENTRY_CHANGED, 100, "UPDATE audit.access SET outcome = 'REFUSED' WHERE " + at(100));
    assertFound(Kind.ENTRY_CHANGED, 0, "UPDATE audit.change SET row_after = '{}' WHERE " + at(0));
    assertFound(Kind.ENTRY_MISSING, 50, "DELETE FROM audit.access WHERE " + at(50));
    assertFound(Kind.ENTRY_MISSING, 50, "DELETE FROM audit.leaf WHERE seq = 50");
    assertFound(Kind.ENTRY_CHANGED, 7, "UPDATE audit.leaf SET salt = sha256(salt) WHERE seq = 7");
    assertFound(
        Kind.TREE_CHANGED,
        0,
        "UPDATE audit.run SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)"
            + " WHERE level = 0 AND first = 0");
    assertFound(
        Kind.TREE_CHANGED,
        256,
        "UPDATE audit.run SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)"
            + " WHERE level = 0 AND first = 256");
    assertFound(
        Kind.CHECKPOINT_CHANGED,
        602,
        "UPDATE audit.checkpoint SET note = replace(note, E'\\n602\\n', E'\\n601\\n')");
  }

  private void assertFound(Kind kind, long index, String tampering) {
    try (Connection connection = ground.database.superuserSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept_change AS TABLE audit.change");
      statement.execute("CREATE TABLE kept_access AS TABLE audit.access");
      statement.execute("CREATE TABLE kept_leaf AS TABLE audit.leaf");
      statement.execute("CREATE TABLE kept_run AS TABLE audit.run");
      statement.execute("CREATE TABLE kept_checkpoint AS TABLE audit.checkpoint");
      statement.execute(tampering);
      try {
        assertThat(ground.inspected())
            .as(tampering)
            .isInstanceOfSatisfying(
                Defect.class,
                defect -> {
                  assertThat(defect.kind()).as(tampering).isEqualTo(kind);
                  assertThat(defect.index()).as(tampering).isEqualTo(index);
                });
      } finally {
        for (String table : List.of("change", "access", "leaf", "run", "checkpoint")) {
          statement.execute("DELETE FROM audit." + table);
          statement.execute("INSERT INTO audit." + table + " TABLE kept_" + table);
          statement.execute("DROP TABLE kept_" + table);
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  // The entry that stands there.
  private String at(long seq) {
    UUID id =
        ground
            .superuser
            .sql("SELECT id FROM audit.leaf WHERE workspace_id = ? AND seq = ?")
            .params(ground.scope.workspace().value(), seq)
            .query(UUID.class)
            .single();
    return "id = '" + id + "'";
  }
}
