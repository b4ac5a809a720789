package surety.server.posture.probes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.envelope.RootKey;
import surety.envelope.RootKeyRefused;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.vault.VaultInspection;

/// Takes the disk and searches it for the root key; looks who may read the key; and starts without
/// it.
@Component
class RootKeyPlaceProbe implements Probe {

  private static final String FILE = "who else may read the file of the key";
  private static final String BESIDE = "the file of the key among the files of the database";
  private static final String WITHOUT = "a start without the key";
  private static final String OTHER = "a start with another key";
  private static final String POOR = "a key that was typed";

  private final CanaryRows rows;
  private final StolenDisk disk;
  private final VaultInspection inspection;

  RootKeyPlaceProbe(CanaryRows rows, StolenDisk disk, VaultInspection inspection) {
    this.rows = rows;
    this.disk = disk;
    this.inspection = inspection;
  }

  @Override
  public String id() {
    return "root-key-place";
  }

  @Override
  public String attack() {
    return "Searches a copy of the running database, its log and every other file for the root key,"
        + " as it is, in hexadecimal and in base64; and starts without the key while credentials"
        + " are stored.";
  }

  @Override
  public Duration budget() {
    return Duration.ofSeconds(40);
  }

  @Override
  public boolean cheap() {
    return false;
  }

  @Override
  public void run(ProbeRun run) throws IOException, InterruptedException {
    disk.obstacle().ifPresent(run::unable);
    try (var _ = CanarySettings.marked(run, rows);
        StolenDisk.Loot loot = disk.take()) {
      Map<String, List<Path>> places = loot.placesWithout(inspection.rootKeyFile());
      List<String> cases = new ArrayList<>(places.keySet());
      cases.addAll(List.of(FILE, BESIDE, WITHOUT, OTHER, POOR));
      run.population("every table and place of files, and each wrong start", cases);
      controls(run, loot);
      for (var place : places.entrySet()) {
        boolean found = appears(place.getValue());
        run.attack(place.getKey(), Attempt.of(!found, found ? "the key is there" : "nothing"));
      }
      run.attack(FILE, readers());
      run.attack(BESIDE, beside());
      starts(run, loot.copy().files().resolveSibling("starts"));
    }
  }

  private void controls(ProbeRun run, StolenDisk.Loot loot) throws IOException {
    run.control(
        "what is stored on purpose is found in its table",
        loot.holds(
            StolenDisk.table("workspace.workspace"),
            Instant.EPOCH,
            bytes -> new String(bytes, StandardCharsets.UTF_8).contains(run.nonce())));
    Optional<Path> file = inspection.rootKeyFile();
    run.control(
        "the search finds the key where it belongs",
        file.isEmpty() || appears(List.of(file.get())));
  }

  private boolean appears(List<Path> files) throws IOException {
    return StolenDisk.anyHolds(files, Instant.EPOCH, inspection::rootKeyAppearsIn);
  }

  private Attempt readers() throws IOException {
    Optional<Path> file = inspection.rootKeyFile();
    if (file.isEmpty()) {
      return new Attempt.Refused("it is in the environment");
    }
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(file.get(), LinkOption.NOFOLLOW_LINKS));
    return Attempt.of(mode.endsWith("------"), "mode " + mode);
  }

  private Attempt beside() throws IOException {
    Optional<Path> file = inspection.rootKeyFile();
    return Attempt.of(
        file.isEmpty() || !file.get().toRealPath().startsWith(disk.database().toRealPath()),
        file.isEmpty() ? "it is in the environment" : "it is in a folder of its own");
  }

  private void starts(ProbeRun run, Path folder) throws IOException {
    Files.createDirectories(folder);
    run.attack(WITHOUT, refused(inspection.startWithoutKeyIsRefused(folder)));
    run.attack(OTHER, refused(inspection.startWithOtherKeyIsRefused(folder)));
    run.attack(POOR, refused(isRefused("a root key that somebody typed".repeat(2))));
  }

  private static Attempt refused(boolean refused) {
    return Attempt.of(refused, refused ? "the start is refused" : "it would start");
  }

  private static boolean isRefused(String typed) {
    try {
      RootKey.of(typed.substring(0, RootKey.BYTES).getBytes(StandardCharsets.US_ASCII));
      return false;
    } catch (RootKeyRefused e) {
      return true;
    }
  }
}
