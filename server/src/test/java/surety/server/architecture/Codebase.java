package surety.server.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import surety.server.SuretyApplication;

/// The compiled classes of the server and the sources of the project.
final class Codebase {

  private static final Path FOLDER = folder();
  private static final JavaClasses CLASSES = new ClassFileImporter().importPath(FOLDER);

  private Codebase() {}

  /// Everything that the server is made of, without its tests.
  static JavaClasses classes() {
    return CLASSES;
  }

  /// How many class files there are to import.
  static long classFiles() {
    try (var files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".class")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The Java sources below `src/<part>/java` of every module.
  static List<Path> sources(String part) {
    try (var files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/" + part + "/java/"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(
          SuretyApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
