package surety.server.vault;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import surety.envelope.RootKeyFile;
import surety.envelope.RootKeyId;

/// A server's part that keeps root keys, on the database of a fixture, with a file of its own.
final class KeyNode {
  final RootKeyFile file;
  final RootKeys keys;
  final KeyUpkeep upkeep;
  final KeyAdministration administration;
  final CredentialVault vault;

  private KeyNode(VaultFixture fixture, RootKeys keys, RootKeyFile file, Clock clock) {
    this.file = file;
    this.keys = keys;
    var nothingElse = new DefaultListableBeanFactory().getBeanProvider(SealedElsewhere.class);
    var ages = new SecretAges(RootKeyStartTest.settings(null, null, null, null), clock);
    this.upkeep = new KeyUpkeep(keys, fixture.registry(), fixture.rewrap(keys), nothingElse);
    this.administration =
        new KeyAdministration(keys, fixture.registry(), upkeep, ages, nothingElse, clock);
    this.vault = fixture.vault(keys);
    upkeep.join();
  }

  /// A server that starts with what is in the file, or with a new key.
  static KeyNode on(VaultFixture fixture, Path path) {
    return on(fixture, path, Clock.systemUTC());
  }

  static KeyNode on(VaultFixture fixture, Path path, Clock clock) {
    RootKeyFile file = new RootKeyFile(path);
    var start = new RootKeyStart(file, List.of(), VaultFixture.RANDOM);
    var ring = start.keys(fixture.inventory().rootKeysInUse());
    var keys = new RootKeys(RootKeyPlace.FILE, file, ring, VaultFixture.RANDOM);
    return new KeyNode(fixture, keys, file, clock);
  }

  RootKeyState state(RootKeyId id) {
    return administration.report().keys().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
