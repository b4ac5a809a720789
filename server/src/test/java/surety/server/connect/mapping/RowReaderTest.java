package surety.server.connect.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RowReaderTest {

  private static Row read(Schema schema, String json) throws IOException {
    return RowReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), schema);
  }

  @Test
  void declared_paths_are_kept_as_they_stood_on_the_wire() throws IOException {
    Schema schema = new Schema();
    int amount = schema.slot("attributes.amount");
    int paid = schema.slot("attributes.paid");
    int company = schema.slot("relationships.company.data.id");

    Row row =
        read(
            schema,
            """
            {"id": 7, "attributes": {"note": "secret", "amount": 10.50, "paid": true},
             "relationships": {"company": {"data": {"type": "companies", "id": "70"}}}}
            """);

    assertThat(row.text(amount)).contains("10.50");
    assertThat(row.text(paid)).contains("true");
    assertThat(row.text(company)).contains("70");
  }

  @Test
  void what_is_null_absent_or_of_another_shape_is_absent() throws IOException {
    Schema schema = new Schema();
    List<Integer> slots =
        List.of(schema.slot("a"), schema.slot("b"), schema.slot("c"), schema.slot("d.id"));
    for (String json :
        List.of(
            "{}",
            "{\"a\":null,\"b\":null,\"c\":null,\"d\":null}",
            "{\"a\":{\"x\":1},\"b\":[1],\"c\":[{}],\"d\":[{\"id\":1}]}",
            "{\"d\":3}",
            "{\"d\":{\"meta\":{\"included\":false}}}")) {
      Row row = read(schema, json);
      assertThat(slots).allSatisfy(slot -> assertThat(row.text(slot)).isEmpty());
    }
  }

  @Test
  void fields_that_are_not_declared_never_become_objects() throws Exception {
    Schema schema = new Schema();
    schema.slot("id");
    Row row = read(schema, "{\"id\":\"1\",\"note\":\"CANARY\",\"deep\":{\"id\":\"CANARY\"}}");

    var cells = Row.class.getDeclaredField("cells");
    cells.setAccessible(true);
    assertThat((Object[]) cells.get(row)).containsExactly("1");
    assertThat(row.toString()).doesNotContain("1");
  }

  @Test
  void nested_arrays_become_rows() throws IOException {
    Schema schema = new Schema();
    Schema.Array lines = schema.array("lines");
    int amount = lines.schema().slot("amount");
    Row row = read(schema, "{\"lines\":[{\"amount\":1},7,{\"x\":[{}]},{\"amount\":\"2\"}]}");
    assertThat(row.rows(lines.slot())).hasSize(3);
    assertThat(row.rows(lines.slot()).stream().flatMap(line -> line.text(amount).stream()))
        .containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "3",
        "null",
        "{",
        "{\"id\":",
        "{\"id\":\"CANARY",
        "{\"list\":[{\"id\":1}",
        "{\"list\":[",
        "<html>CANARY</html>",
        "{} {}",
        "{\"id\":1}x",
        "{\"x\":{\"y\":",
        "{'id':1}"
      })
  void what_is_not_one_whole_object_is_an_error_that_does_not_quote_it(String text) {
    Schema schema = new Schema();
    schema.slot("id");
    schema.array("list").schema().slot("id");
    assertThatThrownBy(() -> read(schema, text))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("CANARY")
        .hasNoCause();
  }

  @Test
  void nesting_is_bounded() {
    String deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThatThrownBy(() -> read(new Schema(), deep)).isInstanceOf(IOException.class);
  }
}
