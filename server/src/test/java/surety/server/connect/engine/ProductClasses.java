package surety.server.connect.engine;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import surety.server.SuretyApplication;

/// Every class of the server as it was built.
final class ProductClasses {

  private ProductClasses() {}

  static List<Class<?>> all() throws IOException, URISyntaxException, ClassNotFoundException {
    Path root =
        Path.of(
            SuretyApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> classes = new ArrayList<>();
    for (Path file : files(root)) {
      String name = root.relativize(file).toString().replace('/', '.');
      classes.add(
          Class.forName(
              name.substring(0, name.length() - ".class".length()),
              false,
              SuretyApplication.class.getClassLoader()));
    }
    if (classes.size() < 200) {
      throw new AssertionError("classes found: " + classes.size() + " (expected: hundreds)");
    }
    return classes;
  }

  private static List<Path> files(Path root) throws IOException {
    try (var walk = Files.walk(root)) {
      return walk.filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.toString().endsWith("package-info.class"))
          .toList();
    }
  }
}
