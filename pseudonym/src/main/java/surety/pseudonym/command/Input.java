package surety.pseudonym.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads whole files, which must be UTF-8.
final class Input {
  private Input() {}

  /// @throws Stop if the file cannot be read or is not UTF-8
  static String text(Path path) throws Stop {
    try {
      return decode(Files.readAllBytes(path), path.toString());
    } catch (NoSuchFileException e) {
      throw Stop.wrong(path + ": there is no such file");
    } catch (IOException | OutOfMemoryError e) {
      throw Stop.wrong(path + ": it cannot be read");
    }
  }

  /// The file, or standard input.
  static String text(Optional<Path> path, InputStream standard) throws Stop {
    if (path.isPresent()) {
      return text(path.get());
    }
    try {
      return decode(standard.readAllBytes(), "standard input");
    } catch (IOException | OutOfMemoryError e) {
      throw Stop.wrong("standard input cannot be read");
    }
  }

  private static String decode(byte[] bytes, String name) throws Stop {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw Stop.wrong(name + ": it is not UTF-8");
    }
  }
}
