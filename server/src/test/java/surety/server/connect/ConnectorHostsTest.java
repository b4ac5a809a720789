package surety.server.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.egress.EgressHosts;
import surety.server.egress.SandboxSettings;
import surety.server.platform.StartRefused;

/// Which hosts the connectors of a server lead to.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectorHostsTest {

  private static final Places VENDORS = new Places(new SandboxSettings(null, false));

  @TempDir Path folder;
  private final EgressHosts hosts = new EgressHosts();

  private Connectors connectors(Places places) {
    return new ConnectConfiguration()
        .connectors(List.of(), new ConnectorSettings(folder), places, hosts);
  }

  private void place(String connector, String example) throws IOException {
    String text = Files.readString(Path.of("../docs/connectors.md"));
    int start = text.indexOf("```yaml\n") + "```yaml\n".length();
    String file = text.substring(start, text.indexOf("```", start));
    Files.writeString(folder.resolve(connector + ".yaml"), file.replace("example", example));
  }

  @Test
  void the_hosts_of_all_connectors_are_listed_and_no_others() {
    connectors(VENDORS);
    assertThat(hosts.named())
        .containsOnlyKeys(
            "*.api.accelo.com",
            "*.autotask.net",
            "*.my.salesforce.com",
            "*.pipedrive.com",
            "*.scoro.com",
            "api-au.myconnectwise.net",
            "api-eu.myconnectwise.net",
            "api-na.myconnectwise.net",
            "api.float.com",
            "api.harvestapp.com",
            "api.hubapi.com",
            "api.mavenlink.com",
            "api.productive.io",
            "api.resourceguruapp.com",
            "api.xero.com",
            "identity.xero.com",
            "login.salesforce.com",
            "oauth.platform.intuit.com",
            "quickbooks.api.intuit.com");
  }

  @Test
  void a_file_in_the_folder_is_a_connector_like_the_others() throws IOException {
    place("mine", "of_mine");
    // The name of a host has no underscore.
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, Files.readString(file).replace(".of_mine.com", ".mine.example"));
    assertThat(connectors(VENDORS).find("of_mine")).isPresent();
    assertThat(hosts.named()).containsKey("*.mine.example");
  }

  @Test
  void a_file_that_takes_the_name_of_another_connector_stops_the_start() throws IOException {
    place("again", "harvest");
    assertThatThrownBy(() -> connectors(VENDORS))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("again.yaml")
        .hasMessageContaining("\"harvest\" already");
  }

  @Test
  void an_account_has_the_host_that_it_names_and_the_stand_ins_take_its_place() {
    ConnectorPlan pipedrive = connectors(VENDORS).find("pipedrive").orElseThrow();
    assertThat(VENDORS.base(pipedrive, Map.of("company", "helix")))
        .hasToString("https://helix.pipedrive.com/api");
    Places standIns = new Places(new SandboxSettings(URI.create("http://127.0.0.1:9000"), false));
    assertThat(standIns.base(pipedrive, Map.of()))
        .hasToString("http://127.0.0.1:9000/pipedrive/api");
    EgressHosts others = new EgressHosts();
    new ConnectConfiguration().connectors(List.of(), new ConnectorSettings(null), standIns, others);
    assertThat(others.named()).containsOnlyKeys("127.0.0.1:9000");
  }
}
