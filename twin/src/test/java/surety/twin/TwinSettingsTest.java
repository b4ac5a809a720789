package surety.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwinSettingsTest {

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void a_twin_gets_nothing_that_leads_to_the_data_of_the_server() {
    environment.put("SURETY_DATA", "/srv/surety");
    environment.put("SURETY_DATABASE_URL", "jdbc:postgresql://db.example/surety");
    environment.put("SURETY_DATABASE_OWNER_PASSWORD", "secret");
    environment.put("SURETY_MAIL_HOST", "mail.example");
    environment.put("SURETY_BIND", "0.0.0.0");
    environment.put("SURETY_ROOT_KEY", "c2VjcmV0");

    TwinSettings.apply(environment, Path.of("/tmp/throw-away"));

    assertThat(environment.values())
        .noneMatch(value -> value.contains("srv") || value.contains("example"))
        .doesNotContain("secret", "0.0.0.0", "c2VjcmV0");
    assertThat(environment)
        .containsEntry("SURETY_DATA", "/tmp/throw-away")
        .containsEntry("SURETY_BIND", "127.0.0.1")
        .containsKey("SURETY_ROOT_KEY");
  }

  @Test
  void a_twin_behaves_as_the_server_is_set_to() {
    environment.put("SURETY_SANDBOX_VENDOR_LIMITS", "true");
    environment.put("SURETY_HOST", "surety.example");
    environment.put("PATH", "/usr/bin");

    TwinSettings.apply(environment, Path.of("/tmp/throw-away"));

    assertThat(environment)
        .containsEntry("SURETY_SANDBOX_VENDOR_LIMITS", "true")
        .containsEntry("SURETY_HOST", "surety.example")
        .containsEntry("PATH", "/usr/bin")
        .doesNotContainKey("SURETY_ROOT_KEY");
  }
}
