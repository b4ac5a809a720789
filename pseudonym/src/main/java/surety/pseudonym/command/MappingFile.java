package surety.pseudonym.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import surety.pseudonym.Conversation;
import surety.pseudonym.Entity;
import surety.pseudonym.Mapping;

/// The file that holds which token stands for which name.
final class MappingFile {
  private MappingFile() {}

  static Mapping read(Path path) throws Stop {
    try {
      return Mapping.read(Input.text(path));
    } catch (IllegalArgumentException e) {
      throw Stop.wrong(path + ": " + e.getMessage());
    }
  }

  static Optional<Mapping> readIfThere(Optional<Path> path) throws Stop {
    return path.isPresent() && Files.exists(path.get())
        ? Optional.of(read(path.get()))
        : Optional.empty();
  }

  static void write(Path path, Conversation conversation) throws Stop {
    Output.writeSecret(path, Mapping.of(conversation).written());
  }

  /// The clients, projects and persons of a mapping.
  static List<Entity> entities(Mapping mapping) {
    List<Entity> found = new ArrayList<>();
    mapping.forEachName((kind, name) -> found.add(NamesFile.entity(kind, name, List.of())));
    return found;
  }
}
