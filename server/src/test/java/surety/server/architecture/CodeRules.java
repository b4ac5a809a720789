package surety.server.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import surety.server.architecture.fixture.InjectsField;
import surety.server.architecture.fixture.LogsByItself;
import surety.server.architecture.fixture.OpenRoute;
import surety.server.architecture.fixture.Prints;
import surety.server.architecture.fixture.unmarked.Unmarked;
import surety.server.workspace.Requires;

/// How code is written.
final class CodeRules {

  private CodeRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            methods().should(declareWhatRoutesOfAWorkspaceNeed()),
            "every route of a workspace declares its permission",
            OpenRoute.class),
        Rule.of(
            classes().should(resideInANullMarkedPackage()),
            "every package is null-marked",
            Unmarked.class),
        Rule.of(
            noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class),
            "dependencies are constructor arguments",
            InjectsField.class),
        Rule.of(
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING,
            "nothing logs past the configured log",
            LogsByItself.class),
        Rule.of(
            noClasses()
                .that()
                // Speaks to the operator before there is a log.
                .doNotHaveFullyQualifiedName("surety.server.operations.StartRefusedReporter")
                .and()
                // A program of its own beside the server, which speaks to the operator.
                .doNotHaveFullyQualifiedName("surety.server.posture.command.ProveCommand")
                .and()
                .doNotHaveFullyQualifiedName("surety.server.posture.command.AttestCommand")
                .and()
                .doNotHaveFullyQualifiedName("surety.server.posture.command.KeysCommand")
                .and()
                .doNotHaveFullyQualifiedName("surety.server.posture.command.AuditCommand")
                .and()
                .doNotHaveFullyQualifiedName("surety.server.connect.command.ConnectorsCommand")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS),
            "nothing prints",
            Prints.class));
  }

  private static ArchCondition<JavaMethod> declareWhatRoutesOfAWorkspaceNeed() {
    return new ArchCondition<>("declare @Requires if they answer under /w/") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean inside =
            paths(method).anyMatch(path -> path.equals("/w") || path.startsWith("/w/"));
        if (inside && !method.isAnnotatedWith(Requires.class)) {
          events.add(SimpleConditionEvent.violated(method, method.getDescription()));
        }
      }
    };
  }

  /// The paths that a handler method answers, its class's own put in front.
  private static Stream<String> paths(JavaMethod method) {
    Optional<RequestMapping> own =
        Optional.ofNullable(
            AnnotatedElementUtils.findMergedAnnotation(method.reflect(), RequestMapping.class));
    List<String> outer =
        Optional.ofNullable(
                AnnotatedElementUtils.findMergedAnnotation(
                    method.getOwner().reflect(), RequestMapping.class))
            .map(CodeRules::pathsOf)
            .orElse(List.of(""));
    return own.stream()
        .flatMap(mapping -> outer.stream().flatMap(o -> pathsOf(mapping).stream().map(o::concat)));
  }

  private static List<String> pathsOf(RequestMapping mapping) {
    return mapping.path().length == 0 ? List.of("") : Arrays.asList(mapping.path());
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package with @NullMarked") {
      @Override
      public void check(JavaClass javaClass, ConditionEvents events) {
        if (!isMarked(javaClass)) {
          events.add(SimpleConditionEvent.violated(javaClass, javaClass.getDescription()));
        }
      }
    };
  }

  private static boolean isMarked(JavaClass javaClass) {
    try {
      return Class.forName(javaClass.getPackageName() + ".package-info")
          .isAnnotationPresent(NullMarked.class);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
