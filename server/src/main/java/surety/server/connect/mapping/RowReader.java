package surety.server.connect.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON object into a row, token by token, keeping the declared fields and skipping all
/// others. Nesting is bounded at 50 levels, a text at 1 MiB.
public final class RowReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(50)
                  .maxStringLength(1 << 20)
                  .maxNumberLength(100)
                  .build())
          .build();

  private RowReader() {}

  /// Reads the one object that the stream holds.
  ///
  /// @throws IOException if the stream breaks off, or does not hold exactly one JSON object
  public static Row read(InputStream in, Schema schema) throws IOException {
    return whole(in, JsonToken.START_OBJECT, json -> object(json, schema));
  }

  /// Reads the one array of objects that the stream holds.
  ///
  /// @throws IOException if the stream breaks off, or does not hold exactly one JSON array
  public static List<Row> readList(InputStream in, Schema schema) throws IOException {
    return whole(in, JsonToken.START_ARRAY, json -> items(json, schema));
  }

  private interface Reading<T> {
    T of(JsonParser json) throws IOException;
  }

  private static <T> T whole(InputStream in, JsonToken start, Reading<T> reading)
      throws IOException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
      if (json.nextToken() != start) {
        throw new IOException("another JSON value than expected");
      }
      T read = reading.of(json);
      if (json.nextToken() != null) {
        throw new IOException("more than one JSON value");
      }
      return read;
    } catch (JacksonException e) {
      // The message of the parser quotes its input, so it is not passed on.
      throw new IOException("not JSON");
    }
  }

  private static Row object(JsonParser json, Schema schema) throws IOException {
    Row row = schema.row();
    fields(json, schema.root(), row);
    return row;
  }

  private static void fields(JsonParser json, Schema.Branch branch, Row row) throws IOException {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      Schema.Node node = branch.children().get(name);
      if (node == null) {
        json.skipChildren();
      } else {
        field(json, token, node, row);
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("an object does not end");
    }
  }

  private static void field(JsonParser json, JsonToken token, Schema.Node node, Row row)
      throws IOException {
    switch (node) {
      case Schema.Leaf(int slot) when token.isScalarValue() ->
          row.set(slot, token == JsonToken.VALUE_NULL ? null : json.getString());
      case Schema.Branch branch when token == JsonToken.START_OBJECT -> fields(json, branch, row);
      case Schema.Items(int slot, Schema schema) when token == JsonToken.START_ARRAY ->
          row.set(slot, items(json, schema));
      case Schema.Keyed(int slot, Schema schema) when token == JsonToken.START_OBJECT ->
          row.set(slot, members(json, schema));
      case Schema.Texts(int slot) when token == JsonToken.START_ARRAY ->
          row.set(slot, new Row.Texts(texts(json)));
      default -> json.skipChildren();
    }
  }

  private static List<Row> members(JsonParser json, Schema schema) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        rows.add(object(json, schema));
      } else {
        json.skipChildren();
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("an object does not end");
    }
    return rows;
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == null) {
        throw new IOException("an array does not end");
      }
      if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        texts.add(json.getString());
      } else {
        json.skipChildren();
      }
    }
    return texts;
  }

  private static List<Row> items(JsonParser json, Schema schema) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == null) {
        throw new IOException("an array does not end");
      }
      if (token == JsonToken.START_OBJECT) {
        rows.add(object(json, schema));
      } else {
        json.skipChildren();
      }
    }
    return rows;
  }
}
