package surety.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsReportTest {

  private final SettingsReport report = report(Map.of());

  @Test
  void names_each_setting_by_its_environment_variable_with_its_effective_value() {
    assertThat(report.effective())
        .containsEntry("SURETY_EXAMPLE_HTTP_PORT", "8080")
        .containsEntry("SURETY_EXAMPLE_NESTED_FOLDER", "somewhere")
        .containsEntry("SURETY_EXAMPLE_ABSENT", "(not set)");
  }

  @Test
  void never_shows_a_secret() {
    assertThat(report.effective()).containsEntry("SURETY_EXAMPLE_OWNER_PASSWORD", "(set)");
    assertThat(report.effective().toString()).doesNotContain("canary-4711");
  }

  @Test
  void a_variable_that_nothing_reads_ends_the_start_and_the_message_lists_what_is_known() {
    var mistyped = report(Map.of("SURETY_EXAMPLE_HTPP_PORT", "canary-4711"));
    assertThatThrownBy(mistyped::afterSingletonsInstantiated)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("Unknown setting SURETY_EXAMPLE_HTPP_PORT")
        .hasMessageContaining("SURETY_EXAMPLE_HTTP_PORT")
        .hasMessageNotContaining("canary-4711");
  }

  @Test
  void known_variables_those_of_the_launcher_and_those_of_other_programs_pass() {
    var known =
        report(
            Map.of("SURETY_EXAMPLE_HTTP_PORT", "1", "SURETY_LAUNCHER_AOT", "off", "PATH", "/bin"));
    assertThatCode(known::afterSingletonsInstantiated).doesNotThrowAnyException();
  }

  private static SettingsReport report(Map<String, String> environment) {
    var context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "surety.example.http-port", "8080",
                    "surety.example.owner-password", "canary-4711",
                    "surety.example.nested.folder", "somewhere")));
    context.register(Settings.class);
    context.refresh();
    return new SettingsReport(context, environment);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(Example.class)
  static class Settings {}

  @ConfigurationProperties("surety.example")
  record Example(int httpPort, String ownerPassword, @Nullable String absent, Nested nested) {

    record Nested(Path folder) {}
  }
}
