package surety.envelope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Root keys in a file of the owner's own: one key in base64 a line, the current one first; or,
/// with a [RootKeyWrapping], one key a line as `id wrapped`. Lines that start with `#` and empty
/// lines are ignored.
///
/// The file is readable and writable by its owner alone (0600 or 0400), a regular file and no
/// symbolic link, in a folder that only the same owner may enter (0700). Anything else is refused.
public final class RootKeyFile implements RootKeyProvider {
  private static final int MAX_FILE_BYTES = 16 * 1024;

  private final Path file;
  private final RootKeyLines form;

  /// Keys as they are.
  ///
  /// @param file need not exist yet
  public RootKeyFile(Path file) {
    this(file, RootKeyLines.PLAIN);
  }

  /// Keys that only a service or device can unwrap, which is asked whenever the file is read or
  /// written.
  ///
  /// @param file need not exist yet
  public RootKeyFile(Path file, RootKeyWrapping wrapping) {
    this(file, new RootKeyLines.Wrapped(wrapping));
  }

  private RootKeyFile(Path file, RootKeyLines form) {
    this.file = file.toAbsolutePath().normalize();
    this.form = form;
  }

  /// The file, absolute.
  public Path path() {
    return file;
  }

  @Override
  public boolean exists() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public String origin() {
    return "file " + file + form.origin();
  }

  @Override
  public KeyRing load() {
    try {
      PrivateFiles.requirePrivate(file);
      List<RootKey> keys = lines().map(form::read).toList();
      if (keys.isEmpty()) {
        throw new RootKeyRefused("root key file " + file + " holds no key");
      }
      return new KeyRing(keys.getFirst(), keys.subList(1, keys.size()));
    } catch (NoSuchFileException e) {
      throw new RootKeyRefused("root key file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw new RootKeyRefused("root key file " + file + " is not text");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Draws a root key and writes it to the file, which appears complete or not at all and is on
  /// disk when the method returns. Folders that are missing are made for the owner alone.
  ///
  /// @throws RootKeyRefused if the file exists, also when another process made it meanwhile; it is
  ///     never overwritten
  public KeyRing create(SecureRandom random) {
    KeyRing ring = new KeyRing(RootKey.generate(random));
    try {
      PrivateFiles.createFolder(folder());
      Path draft = PrivateFiles.writeDraft(folder(), text(ring));
      try {
        // A link, unlike a rename, fails when the name is taken.
        Files.createLink(file, draft);
      } finally {
        Files.delete(draft);
      }
      PrivateFiles.flush(folder());
    } catch (FileAlreadyExistsException e) {
      throw new RootKeyRefused("root key file " + file + " exists already");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return load();
  }

  /// Replaces the keys of an existing file at once: a reader sees the old or the new ones. Loses
  /// keys that are not in the ring.
  ///
  /// @throws RootKeyRefused if the file is absent or badly kept
  public void replace(KeyRing ring) {
    load();
    try {
      Path draft = PrivateFiles.writeDraft(folder(), text(ring));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      PrivateFiles.flush(folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    if (parent == null) {
      throw new RootKeyRefused("root key file " + file + " is not in a folder");
    }
    return parent;
  }

  private Stream<String> lines() throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new RootKeyRefused("root key file " + file + " is larger than 16 KiB");
    }
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"));
  }

  private String text(KeyRing ring) {
    return Stream.concat(Stream.of(ring.current()), ring.former().stream())
        .map(form::write)
        .collect(Collectors.joining("\n", form.heading() + "\n", "\n"));
  }
}
