package surety.server.posture.probes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.management.ObjectName;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// What this process consists of, as the JVM itself tells.
@Component
class RunningProgram {

  private static final String CLASSES = "classpath*:/surety/**/*.class";

  /// The options that the JVM was started with, from wherever they came.
  List<String> arguments() {
    List<String> all = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      all.addAll(List.of(System.getenv().getOrDefault(variable, "").split(" ")));
    }
    return all;
  }

  /// Whether the server's class loader finds the class.
  boolean loads(String name) {
    try {
      Class<?> found = Class.forName(name, false, RunningProgram.class.getClassLoader());
      return found.getName().equals(name);
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /// The product's own class files by their names.
  SortedMap<String, byte[]> classFiles() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(CLASSES)) {
        String place = file.getURL().getPath();
        files.put(place.substring(place.lastIndexOf("/surety/") + 1), file.getContentAsByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the server's classes cannot be read", e);
    }
    return files;
  }

  /// Whether a debugger or an agent may attach to this process.
  boolean canBeAttached() {
    return arguments().stream().noneMatch("-XX:+DisableAttachMechanism"::equals);
  }

  /// The names of system properties and of environment variables.
  Map<String, List<String>> settings() {
    return Map.of(
        "system properties", List.copyOf(System.getProperties().stringPropertyNames()),
        "environment", List.copyOf(System.getenv().keySet()));
  }

  /// The names of all managed beans.
  List<String> managedBeans() {
    return ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
        .map(ObjectName::getCanonicalName)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }
}
