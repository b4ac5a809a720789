package surety.server.posture.attest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.evidence.Attestation;
import surety.server.platform.DataFolder;
import surety.translog.Hash;

/// Copies of the documents that attestations rest on, beside the address of who gave each. Neither
/// is published.
@Component
class Documents {

  private static final long LARGEST = 50L << 20;

  private final Path folder;

  Documents(DataFolder data) {
    this.folder = data.privateFolder("attested");
  }

  /// Keeps a copy.
  ///
  /// @return its SHA-256
  /// @throws IllegalArgumentException if the document cannot be read or is too large
  Hash keep(String attestation, Path document, String account) {
    if (!account.contains("@")) {
      throw new IllegalArgumentException("the account of who vouches is an address");
    }
    try {
      if (Files.size(document) > LARGEST) {
        throw new IllegalArgumentException("the document has more than 50 MB");
      }
      byte[] content = Files.readAllBytes(document);
      Files.write(copy(attestation), content);
      Files.writeString(folder.resolve(attestation + ".account"), account);
      return Hash.of(content);
    } catch (IOException e) {
      throw new IllegalArgumentException("the document cannot be read", e);
    }
  }

  /// Who gave an attestation.
  Optional<String> account(String attestation) {
    return text(folder.resolve(attestation + ".account"));
  }

  /// Whether the copy is there and is what was attested.
  boolean isIntact(Attestation word) {
    Path copy = copy(word.id());
    try {
      return Files.exists(copy) && Hash.of(Files.readAllBytes(copy)).equals(word.document());
    } catch (IOException e) {
      throw new UncheckedIOException("a document that was attested could not be read", e);
    }
  }

  /// Whether it was noted that a reminder is on its way.
  boolean wasReminded(String attestation, int days) {
    return Files.exists(note(attestation, days));
  }

  /// Notes that a reminder is on its way.
  void noteReminder(String attestation, int days) {
    try {
      Files.write(note(attestation, days), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("a reminder could not be noted", e);
    }
  }

  private Path note(String attestation, int days) {
    return folder.resolve(attestation + ".reminded-" + days);
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a note about an attestation could not be read", e);
    }
  }

  private Path copy(String attestation) {
    return folder.resolve(attestation + ".document");
  }
}
