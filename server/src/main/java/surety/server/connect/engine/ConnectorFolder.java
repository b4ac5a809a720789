package surety.server.connect.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import surety.server.connect.mapping.ConnectorFileInvalid;
import surety.server.platform.StartRefused;

/// Connector files that the operator placed in a folder. They are held to the same rules as those
/// of the build.
public final class ConnectorFolder {

  private static final long MOST_BYTES = 1 << 20;

  private ConnectorFolder() {}

  /// The files of a folder that end in `.yaml`, in the order of their names.
  ///
  /// @throws StartRefused if the folder or a file cannot be read, or a file is wrong
  public static List<MoreConnector> read(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.yaml")) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new StartRefused(
          "The folder " + folder + " of connectors cannot be read. Make it, or mend its rights.",
          e);
    }
    files.sort(Comparator.naturalOrder());
    return files.stream().map(ConnectorFolder::file).toList();
  }

  private static MoreConnector file(Path file) {
    try {
      String text = text(file);
      ConnectorFile.compile(file.toString(), text);
      return new MoreConnector(file.toString(), text);
    } catch (IOException e) {
      throw new StartRefused("The connector file " + file + " cannot be read.", e);
    } catch (ConnectorFileInvalid e) {
      throw new StartRefused(
          e.getMessage() + " ./surety connectors check tells all that is wrong with it.", e);
    }
  }

  /// The text of a connector file.
  ///
  /// @throws IOException if it cannot be read, is longer than 1 MiB or not UTF-8
  public static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("longer than 1 MiB");
    }
    return Files.readString(file);
  }
}
