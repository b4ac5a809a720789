package surety.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All faults that the twin's class files declare, by id.
final class FaultIndex {

  private final Map<String, DeclaredFault> faults = new TreeMap<>();

  /// @throws FaultRefused if two faults of one id differ in their control
  FaultIndex(Stream<DeclaredFault> declared) {
    declared.forEach(fault -> faults.merge(fault.id(), fault, FaultIndex::joined));
  }

  /// The faults of the jar or the folder that this class comes from.
  static FaultIndex own() {
    return in(ownPlace());
  }

  /// The jar or folder that the twin comes from.
  static Path ownPlace() {
    try {
      return Path.of(FaultIndex.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the twin does not know where it comes from", e);
    }
  }

  /// The faults in a jar, or in a folder of class files.
  static FaultIndex in(Path place) {
    try {
      if (Files.isDirectory(place)) {
        return new FaultIndex(classFiles(place).stream().flatMap(FaultReader::read));
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return new FaultIndex(
            classFiles(jar.getRootDirectories().iterator().next()).stream()
                .flatMap(FaultReader::read));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the twin's classes cannot be read", e);
    }
  }

  /// All of them, ordered by id.
  Collection<DeclaredFault> all() {
    return faults.values();
  }

  /// The fault of that id.
  Optional<DeclaredFault> find(String id) {
    return Optional.ofNullable(faults.get(id));
  }

  /// What is woven into which class, by its binary name.
  Map<String, List<Weaving>> weavings() {
    Map<String, List<Weaving>> byTarget = new LinkedHashMap<>();
    for (DeclaredFault fault : faults.values()) {
      for (DeclaredFault.Part part : fault.parts()) {
        if (part instanceof DeclaredFault.Woven woven) {
          byTarget
              .computeIfAbsent(woven.target(), _ -> new ArrayList<>())
              .add(new Weaving(fault.id(), woven));
        }
      }
    }
    return byTarget;
  }

  private static List<byte[]> classFiles(Path root) throws IOException {
    List<byte[]> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        found.add(Files.readAllBytes(file));
      }
    }
    return found;
  }

  private static DeclaredFault joined(DeclaredFault one, DeclaredFault other) {
    if (!one.control().equals(other.control())) {
      throw new FaultRefused("fault " + one.id() + " is declared for two controls");
    }
    return new DeclaredFault(
        one.id(),
        one.control(),
        one.atStart() || other.atStart(),
        one.spoils() || other.spoils(),
        Stream.concat(one.parts().stream(), other.parts().stream()).toList());
  }
}
