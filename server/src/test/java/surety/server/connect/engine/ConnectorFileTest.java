package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import surety.envelope.SecretBytes;
import surety.server.connect.Capabilities;
import surety.server.connect.Capabilities.Offer;
import surety.server.connect.Fetch;
import surety.server.connect.mapping.ConnectorFileInvalid;
import surety.server.connect.mapping.Mistake;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectorFileTest {

  private static String harvest() {
    return bundled("harvest.yaml");
  }

  private static String bundled(String file) {
    try (InputStream in =
        Objects.requireNonNull(
            Connectors.class.getResourceAsStream("/surety/server/connect/connectors/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_bundled_files_compile_and_declare_all_six_fetches() {
    assertThat(Connectors.bundled().all()).hasSize(14);
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
        "a method| get: /estimates| post: /estimates| a POST of \"/estimates\" is not known to"
            + " read",
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tokens from a place of records| https://identity.xero.com/connect/token|"
            + " https://api.xero.com/api.xro/2.0/Invoices| no place where tokens are had",
        "tokens without encryption| https://identity.xero.com/connect/token|"
            + " http://identity.xero.com/connect/token| not plain https",
        "an end at another host| https://identity.xero.com/connect/revocation|"
            + " https://elsewhere.example/connect/revocation| another host"
      })
  void what_a_consent_must_not_say_is_an_error(
      String what, String text, String instead, String problem) {
    String file = bundled("xero.yaml").replace(text, instead);
    assertThat(file).contains(instead);
    assertThatThrownBy(() -> ConnectorFile.compile("xero.yaml", file))
        .isInstanceOf(ConnectorFileInvalid.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a path that writes| post: /projects/list| post: /projects/modify| a POST of"
            + " \"/projects/modify\" is not known to read at this host. Use get",
        "a path with an id| post: /projects/list| post: /projects/delete/{id}| is not known to"
            + " read",
        "another base| https://{site}.scoro.com/api/v2| https://{site}.scoro.com/api/v3| is not"
            + " known",
        "another vendor| https://{site}.scoro.com/api/v2| https://{site}.scorro.com/api/v2| is not"
            + " known to read",
        "a field that writes| post: /projects/list|`post: /projects/list\n"
            + "    body: {request.project_name: x}`| \"request.project_name\" may not stand in the"
            + " body of this read. Remove it",
        "an override| post: /projects/list|`post: /projects/list\n"
            + "    body: {request._method: delete}`| could turn a read into a write",
        "a range beside the filters| since: filter.modified_date.from_date| since: modified| may"
            + " not stand in the body",
        "a query| post: /projects/list|`post: /projects/list\n"
            + "    query: {a: b}`| unknown key \"query\"",
        "two ways| post: /projects/list|`post: /projects/list\n"
            + "    get: /projects`| unknown key \"get\"",
        "a credential of another name| apiKey: '{key}'| request: '{key}'| no field of a body that"
            + " may prove who asks",
        "a credential that is not there| apiKey: '{key}'| apiKey: '{keys}'| no form field \"keys\""
      })
  void a_POST_that_is_not_known_to_read_is_an_error_with_line_and_remedy(
      String what, String line, String instead, String problem) {
    String bundled = bundled("scoro.yaml");
    String text = bundled.replaceFirst(Pattern.quote(line), Matcher.quoteReplacement(instead));
    assertThat(text).isNotEqualTo(bundled);

    assertThatThrownBy(() -> ConnectorFile.compile("scoro.yaml", text))
        .isInstanceOf(ConnectorFileInvalid.class)
        .hasMessageMatching("(?s)scoro\\.yaml, line [1-9][0-9]*: .+\\. .+\\.")
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

  @Test
  void the_example_of_the_documentation_is_a_connector() throws IOException {
    String text = Files.readString(Path.of("../docs/connectors.md"));
    int start = text.indexOf("```yaml\n") + "```yaml\n".length();
    String example = text.substring(start, text.indexOf("```", start));
    ConnectorPlan plan = ConnectorFile.compile("connectors.md", example);
    assertThat(plan.capabilities().offers(Fetch.PEOPLE)).isTrue();
    assertThat(plan.capabilities().offers(Fetch.DEALS)).isFalse();
    assertThat(plan.baseUrl(Map.of("company", "helix")))
        .hasToString("https://helix.example.com/api");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://{account}",
        "https://{account}.com/v2",
        "https://api.{account}.com/v2",
        "https://api.harvestapp.com/{account}/v2",
        "https://{token}.harvestapp.com/v2",
        "https://{nothing}.harvestapp.com/v2",
        "http://{account}.harvestapp.com/v2",
        "https://{account}{currency}.harvestapp.com/v2",
        "https://u@{account}.harvestapp.com/v2"
      })
  void an_account_names_a_part_of_the_first_label_or_the_end_of_the_path_and_nothing_else(
      String url) {
    String text = harvest().replace("https://api.harvestapp.com/v2", url);
    assertThatThrownBy(() -> ConnectorFile.compile("harvest.yaml", text))
        .isInstanceOf(ConnectorFileInvalid.class)
        .hasMessageContaining("base URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a.b", "evil.example/", "a b", "-a", "a-", "A", "a%2eb", "a@b", "1?x", "ü"})
  void what_an_account_enters_cannot_leave_the_domain(String entered) {
    ConnectorPlan plan = Connectors.bundled().find("pipedrive").orElseThrow();
    FormField company = plan.form().getFirst();
    assertThat(plan.accepts(company, entered)).isFalse();
    assertThatThrownBy(() -> plan.baseUrl(Map.of("company", entered)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(plan.accepts(company, "helix-2")).isTrue();
  }

  @Test
  void all_mistakes_are_found_in_one_go_and_none_because_of_another() {
    String text =
        harvest()
            .replace("    pattern: '[0-9]{1,12}'", "    pattern: '[0-9'")
            .replace("otherwise: zero", "otherwise: nothing")
            .replace("    get: /projects", "    get: /projects\n    query: {_method: delete}");
    assertThatThrownBy(() -> ConnectorFile.compile("harvest.yaml", text))
        .isInstanceOfSatisfying(
            ConnectorFileInvalid.class,
            e ->
                assertThat(e.mistakes())
                    .extracting(Mistake::problem)
                    .containsExactly(
                        "the pattern is no regular expression",
                        "query parameter \"_method\" could turn a read into a write",
                        "\"nothing\" is not known"));
  }

  @Test
  void settings_with_which_nothing_would_be_read_are_an_error() {
    String text = bundled("salesforce.yaml");
    String gap = text.replace("{field: currencies, is: several}", "{field: currencies, is: one}");
    assertThatThrownBy(() -> ConnectorFile.compile("salesforce.yaml", gap))
        .isInstanceOf(ConnectorFileInvalid.class)
        .hasMessageContaining("with some settings nothing would be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://helix.my.salesforce.com.evil.example",
        "https://a.b.my.salesforce.com",
        "http://helix.my.salesforce.com",
        "https://helix.my.salesforce.com:8443",
        "https://u@helix.my.salesforce.com",
        "https://helixxmy.salesforce.com"
      })
  void the_account_of_a_URL_is_told_of_the_declared_domain_alone(String url) {
    ConnectorPlan plan = Connectors.bundled().find("salesforce").orElseThrow();
    assertThat(plan.partOf("https://helix.my.salesforce.com")).contains("helix");
    assertThat(plan.partOf(url)).isEmpty();
  }

  @Test
  void a_user_and_a_password_are_sent_as_RFC_7617_says() {
    assertThat(
            Template.basic("{who}", "{word}")
                .with(
                    Map.of(
                        "who",
                        SecretBytes.ofText("Aladdin"),
                        "word",
                        SecretBytes.ofText("open sesame")))
                .<String>exposeText(text -> text))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void the_table_of_the_documentation_says_what_each_connector_covers() throws IOException {
    String text = Files.readString(Path.of("../docs/connectors.md"));
    for (ConnectorPlan plan : Connectors.bundled().all()) {
      String row =
          text.lines()
              .filter(line -> line.startsWith("| " + plan.name() + " |"))
              .findFirst()
              .orElseThrow();
      String[] cells = row.split(" *\\| *");
      for (Fetch fetch : Fetch.values()) {
        Capabilities.Support support = plan.capabilities().of(fetch);
        assertThat(cells[fetch.ordinal() + 2])
            .as(plan.name() + " " + fetch)
            .isEqualTo(said(support));
      }
    }
  }

  private static String said(Capabilities.Support support) {
    String changes = support.since() ? ", changes" : "";
    return switch (support.offer()) {
      case SUPPORTED -> "yes" + changes;
      case APPROXIMATED -> support.note() + changes;
      case UNSUPPORTED -> "no";
    };
  }
}
