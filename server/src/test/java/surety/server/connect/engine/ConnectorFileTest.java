package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import surety.server.connect.Capabilities.Offer;
import surety.server.connect.Fetch;
import surety.server.connect.mapping.ConnectorFileInvalid;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectorFileTest {

  private static String harvest() {
    try (InputStream in =
        Objects.requireNonNull(
            Connectors.class.getResourceAsStream(
                "/surety/server/connect/connectors/harvest.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_bundled_files_compile_and_declare_all_six_fetches() {
    assertThat(Connectors.bundled().all()).hasSize(2);
    ConnectorPlan plan = ConnectorFile.compile("harvest.yaml", harvest());
    assertThat(plan.capabilities().of(Fetch.BOOKINGS).offer()).isEqualTo(Offer.UNSUPPORTED);
    assertThat(plan.capabilities().of(Fetch.DEALS).offer()).isEqualTo(Offer.APPROXIMATED);
    assertThat(plan.capabilities().of(Fetch.TIME_ENTRIES).offer()).isEqualTo(Offer.SUPPORTED);
    assertThat(plan.capabilities().of(Fetch.TIME_ENTRIES).since()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "an unknown key| get: /estimates|`    get: /estimates\n"
            + "    method: POST`| unknown key \"method\"",
        "a method| get: /estimates| post: /estimates| key \"get\" is missing",
        "a body| get: /estimates|`    get: /estimates\n    body: x`| unknown key \"body\"",
        "an override| get: /estimates|`    get: /estimates\n"
            + "    query: {_method: delete}`| could turn a read into a write",
        "an unusual path| get: /estimates| get: /../estimates| not a path of plain segments",
        "a query in a path| get: /estimates| get: /estimates?_method=delete| not a path of plain"
            + " segments",
        "plain http| base_url: https://api.harvestapp.com/v2| base_url:"
            + " http://api.harvestapp.com/v2| not plain https",
        "a host with a user| base_url: https://api.harvestapp.com/v2| base_url:"
            + " https://u@api.harvestapp.com/v2| not plain https",
        "a header that overrides|   Accept: application/json|   X-HTTP-Method-Override: DELETE| may"
            + " not be set",
        "an unknown form field|   Authorization: Bearer {token}|   Authorization: Bearer {tokens}|"
            + " no form field \"tokens\"",
        "an unknown unit| {from: hours, as: hours}| {from: hours, as: days}| \"days\" is not known",
        "an unknown state| then: lost| then: gone| \"gone\" is not known",
        "an unknown table| {in: cost_rates_of_user, by: id}| {in: other, by: id}| no table"
            + " \"other\"",
        "an unknown setting| currency: {setting: currency}}| currency: {setting: token}}| no"
            + " setting \"token\"",
        "a key that is missing| per_hour: {from: amount| rate: {from: amount| key \"per_hour\" is"
            + " missing",
        "a number that is none| size: 2000| size: many| not a whole number",
        "a key twice| concurrency: 6|`  concurrency: 6\n  concurrency: 9`| stands here twice",
        "an alias| concurrency: 6| concurrency: *six| not YAML"
      })
  void what_the_format_does_not_know_is_an_error_with_line_and_remedy(
      String what, String line, String instead, String problem) {
    String text = harvest().replace(line.stripLeading(), instead.stripLeading());
    assertThat(text).isNotEqualTo(harvest());

    assertThatThrownBy(() -> ConnectorFile.compile("harvest.yaml", text))
        .isInstanceOf(ConnectorFileInvalid.class)
        .hasMessageMatching("(?s)harvest\\.yaml, line [1-9][0-9]*: .+\\. .+\\.")
        .hasMessageContaining(problem);
  }

  @Test
  void an_error_names_the_very_line() {
    String text = harvest().replace("    get: /estimates", "    got: /estimates");
    int line = text.substring(0, text.indexOf("  deals:")).split("\n", -1).length + 1;
    assertThatThrownBy(() -> ConnectorFile.compile("harvest.yaml", text))
        .hasMessage("harvest.yaml, line " + line + ": key \"get\" is missing. Add it.");
  }

  @Test
  void a_fetch_that_is_left_out_is_an_error_and_not_an_empty_list() {
    String text = harvest();
    String without = text.substring(0, text.indexOf("  bookings:"));
    assertThatThrownBy(() -> ConnectorFile.compile("harvest.yaml", without))
        .hasMessageContaining("key \"bookings\" is missing");
  }
}
