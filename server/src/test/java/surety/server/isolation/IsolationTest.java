package surety.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SuppressWarnings("NullAway.Init")
class IsolationTest {

  private static Field field;

  @BeforeAll
  static void prepare() throws SQLException {
    field = Field.protectedSchema();
  }

  @AfterAll
  static void release() throws SQLException {
    field.close();
  }

  @TestFactory
  Stream<DynamicTest> one_workspace_gets_nothing_of_another() {
    return Attack.all().stream()
        .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> getsNothing(attack)));
  }

  private static void getsNothing(Attack attack) {
    Attack.Findings findings = attack.against(field);
    assertThat(findings.leaks()).as("leaks").isEmpty();
    assertThat(findings.failedControls()).as("controls that must work").isEmpty();
  }

  @Test
  void all_attacks_together_change_no_row_of_the_other_workspace() throws SQLException {
    try (Field other = Field.protectedSchema()) {
      var before = other.tables().stream().map(t -> fingerprint(other, t)).toList();
      Attack.all().forEach(attack -> attack.against(other));
      assertThat(other.tables().stream().map(t -> fingerprint(other, t)).toList())
          .isEqualTo(before);
    }
  }

  private static String fingerprint(Field field, Table table) {
    return table + " " + field.catalogue().fingerprint(table, field.a().workspace());
  }

  @Test
  void every_table_with_workspaces_rows_is_under_attack() {
    assertThat(field.tables())
        .extracting(Table::name)
        .contains("workspace.workspace", "workspace.member", "workspace.invitation", "probe.event");
    assertThat(field.tables()).allSatisfy(t -> assertThat(field.a().row(t)).isNotEmpty());
  }
}
