package surety.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.modulith.core.ApplicationModules;
import surety.server.SuretyApplication;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {

  private static final int LONGEST_CLASS = 300;
  private static final int LONGEST_TEST = 500;

  private static Stream<Rule> rules() {
    return Stream.concat(DataRules.all().stream(), CodeRules.all().stream());
  }

  @Test
  void modules_use_only_the_modules_that_they_declare() {
    ApplicationModules.of(SuretyApplication.class).verify();
  }

  @Test
  void the_rules_see_every_class_of_the_server() {
    assertThat(Codebase.classFiles()).isGreaterThan(200);
    assertThat(Codebase.classes()).hasSize(Math.toIntExact(Codebase.classFiles()));
  }

  @TestFactory
  Stream<DynamicTest> the_server_keeps_the_rule() {
    return rules()
        .map(
            rule ->
                DynamicTest.dynamicTest(rule.name(), () -> rule.rule().check(Codebase.classes())));
  }

  @TestFactory
  Stream<DynamicTest> the_rule_notices_a_class_that_breaks_it() {
    return rules().map(rule -> DynamicTest.dynamicTest(rule.name(), () -> notices(rule)));
  }

  private static void notices(Rule rule) {
    var broken = new ClassFileImporter().importClasses(rule.violator());
    assertThat(rule.rule().evaluate(broken).hasViolation()).isTrue();
  }

  @Test
  void no_class_is_too_long_to_be_read() throws IOException {
    assertThat(longerThan(LONGEST_CLASS, Codebase.sources("main"))).isEmpty();
    assertThat(longerThan(LONGEST_TEST, Codebase.sources("test"))).isEmpty();
    assertThat(longerThan(20, Codebase.sources("main"))).isNotEmpty();
  }

  private static List<String> longerThan(int lines, List<Path> sources) throws IOException {
    assertThat(sources).isNotEmpty();
    List<String> found = new java.util.ArrayList<>();
    for (Path source : sources) {
      int length = Files.readAllLines(source).size();
      if (length > lines) {
        found.add(source + ": " + length);
      }
    }
    return found;
  }
}
