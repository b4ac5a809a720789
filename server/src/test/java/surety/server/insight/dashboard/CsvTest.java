package surety.server.insight.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.insight.dashboard.Table.Cell;
import surety.server.insight.dashboard.Table.Column;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CsvTest {

  private static String file(Cell name, Cell value) {
    return Csv.of(
        new Table(
            "t",
            "A table",
            List.of(Column.text("Name"), Column.number("Value")),
            List.of(List.of(name, value)),
            Optional.empty()));
  }

  @Test
  void numbers_are_plain_and_texts_are_quoted() {
    assertThat(file(Cell.of("Say \"hi\", Ana"), new Cell("1,234.50", "1234.50")))
        .isEqualTo("\"Name\",\"Value\"\r\n\"Say \"\"hi\"\", Ana\",1234.50\r\n");
  }

  @Test
  void a_blank_is_empty_and_not_zero() {
    assertThat(file(Cell.of("Ana"), new Cell("–", ""))).endsWith("\"Ana\",\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void a_name_that_looks_like_a_formula_is_made_a_text(String name) {
    assertThat(file(Cell.of(name), new Cell("-1", "-1"))).endsWith("\"'" + name + "\",-1\r\n");
  }
}
