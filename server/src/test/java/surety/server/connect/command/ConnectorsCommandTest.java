package surety.server.connect.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.server.connect.Fetch;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectorsCommandTest {

  @TempDir Path folder;

  private record Said(int status, String out, String err) {}

  private static Said run(Map<String, String> environment, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        ConnectorsCommand.run(
            List.of(arguments),
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Said(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String harvest() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            Connectors.class.getResourceAsStream(
                "/surety/server/connect/connectors/harvest.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void the_list_tells_of_every_connector_how_far_each_fetch_goes() {
    Said said = run(Map.of());
    assertThat(said.status()).isZero();
    for (ConnectorPlan connector : Connectors.bundled().all()) {
      assertThat(said.out()).contains(connector.id() + ": " + connector.name() + " (");
    }
    assertThat(said.out())
        .contains("  deals         approximated by estimates; changes alone too")
        .contains("  bookings      unsupported: Harvest keeps no bookings.");
  }

  @Test
  void programs_read_the_same_as_JSON() {
    JsonNode list = JsonMapper.builder().build().readTree(run(Map.of(), "--json").out());
    assertThat(list.size()).isEqualTo(Connectors.bundled().all().size());
    for (JsonNode connector : list) {
      assertThat(connector.path("fetches").propertyNames()).hasSize(Fetch.values().length);
    }
    JsonNode float_ = list.get(2);
    assertThat(float_.path("connector").asString()).isEqualTo("float");
    assertThat(float_.path("fetches").path("invoices").path("offer").asString())
        .isEqualTo("unsupported");
    assertThat(float_.path("fetches").path("projects").path("since").asBoolean()).isTrue();
  }

  @Test
  void every_mistake_in_a_file_is_told_with_line_and_remedy() throws IOException {
    String wrong =
        harvest()
            .replace("connector: harvest", "connector: of_mine")
            .replace("version: 1", "version: first")
            .replace("kind: psa", "kind: erp")
            .replace("    archived: {from: is_active", "    archived: {form: is_active")
            .replace("then: written_off", "then: gone")
            .replace("worked: {from: hours, as: hours}", "worked: {from: hours, as: days}")
            .replace("  bookings:\n    unsupported", "  bookings:\n    delete: /bookings\n    why");
    Said said = run(Map.of(), "check", file("wrong.yaml", wrong).toString());

    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out().lines().toList()).hasSize(7).endsWith("6 mistakes");
    assertThat(said.out())
        .contains("\"first\" is not a whole number")
        .contains("\"erp\" is not known. Use one of psa, bookings, crm, accounting.")
        .contains("\"gone\" is not known")
        .contains("\"days\" is not known")
        .contains("key \"get\" is missing");
    List<Integer> lines =
        said.out()
            .lines()
            .filter(line -> line.contains(", line "))
            .map(line -> Integer.valueOf(line.replaceAll(".*, line ([0-9]+):.*", "$1")))
            .toList();
    assertThat(lines).isSorted();
  }

  @Test
  void a_file_without_mistakes_is_shown_with_its_coverage() throws IOException {
    Path file = file("mine.yaml", harvest().replace("connector: harvest", "connector: of_mine"));
    Said said = run(Map.of(), "check", file.toString());
    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("of_mine: Harvest (psa, version 1)");
  }

  @Test
  void a_name_that_is_taken_is_a_mistake() throws IOException {
    Said said = run(Map.of(), "check", file("again.yaml", harvest()).toString());
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out()).contains("has a connector \"harvest\" already");
  }

  @Test
  void what_is_no_YAML_is_told_with_its_line() throws IOException {
    Path file = file("torn.yaml", "connector: x\nversion: [1\nname: y\n");
    Said said = run(Map.of(), "check", file.toString());
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out()).containsPattern("line [23]: not YAML");
  }

  @Test
  void a_file_in_the_folder_is_listed_without_a_release() throws IOException {
    file("mine.yaml", harvest().replace("connector: harvest", "connector: of_mine"));
    file("notes.txt", "not a connector");
    Said said = run(Map.of("SURETY_CONNECTORS_FOLDER", folder.toString()));
    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("of_mine: Harvest");
  }

  @Test
  void a_wrong_file_in_the_folder_stops_everything_and_names_itself() throws IOException {
    file("mine.yaml", harvest().replace("get: /estimates", "post: /estimates"));
    Said said = run(Map.of("SURETY_CONNECTORS_FOLDER", folder.toString()));
    assertThat(said.status()).isEqualTo(2);
    assertThat(said.err()).contains("mine.yaml, line ").contains("./surety connectors check");
  }

  @Test
  void what_cannot_be_read_and_unknown_arguments_are_told() {
    assertThat(run(Map.of(), "check", folder.resolve("none.yaml").toString()).status())
        .isEqualTo(2);
    assertThat(run(Map.of(), "remove").err()).contains("does not know remove");
    assertThat(run(Map.of("SURETY_CONNECTORS_FOLDER", folder + "/none")).err())
        .contains("cannot be read");
  }
}
