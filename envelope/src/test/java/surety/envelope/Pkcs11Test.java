package surety.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Root keys that a device wraps. SoftHSM stands in for the device: its folder is named by an
/// environment variable, so what uses it runs in processes of its own.
@Tag("softhsm")
@DisplayNameGeneration(ReplaceUnderscores.class)
class Pkcs11Test {
  private static final String PIN = "271828";

  @TempDir Path data;

  @Test
  void keys_are_wrapped_in_the_device_and_nowhere_else() throws Exception {
    Files.createDirectory(data.resolve("tokens"));
    Files.writeString(
        data.resolve("softhsm2.conf"), "directories.tokendir = " + data.resolve("tokens") + "\n");
    Files.writeString(
        data.resolve("pkcs11.cfg"),
        """
        name = surety
        library = %s
        slotListIndex = 0
        attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_ENCRYPT = true
          CKA_DECRYPT = true
        }
        """
            .formatted(library()));
    run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "surety",
        "--pin",
        PIN,
        "--so-pin",
        PIN);
    List<String> key =
        List.of(
            java("keytool"),
            "-genseckey",
            "-alias",
            "surety",
            "-keyalg",
            "AES",
            "-keysize",
            "256",
            "-keystore",
            "NONE",
            "-storetype",
            "PKCS11",
            "-storepass",
            PIN,
            "-providerClass",
            "sun.security.pkcs11.SunPKCS11",
            "-providerArg",
            data.resolve("pkcs11.cfg").toString());
    run(key.toArray(String[]::new));
    assertThat(
            run(
                java("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Pkcs11Test.class.getName(),
                library().toString(),
                data.toString()))
        .containsExactly(
            "a wrong PIN: refused, the key surety of the device",
            "the same keys are read again",
            "no key is in the file",
            "the right device, another key: refused, there is no AES key other of the device");
  }

  /// What a server does with the device.
  public static void main(String[] arguments) throws IOException {
    Path library = Path.of(arguments[0]);
    refused("a wrong PIN", library, "surety", "314159"); // first: a login holds for the process
    RootKeyFile file =
        new RootKeyFile(
            Path.of(arguments[1]).resolve("keys/root.pkcs11"), device(library, "surety", PIN));
    KeyRing ring = file.create(new SecureRandom()).rotatedTo(RootKey.generate(new SecureRandom()));
    file.replace(ring);
    tell(file.load().equals(ring), "the same keys are read again");
    byte[] onDisk = Files.readAllBytes(file.path());
    tell(ring.all().stream().noneMatch(key -> key.appearsIn(onDisk)), "no key is in the file");
    refused("the right device, another key", library, "other", PIN);
  }

  private static DeviceKeyWrapping device(Path library, String label, String pin) {
    return DeviceKeyWrapping.pkcs11(
        library, Optional.empty(), label, pin.toCharArray(), new SecureRandom());
  }

  private static void refused(String what, Path library, String label, String pin) {
    try {
      device(library, label, pin);
      tell(false, what);
    } catch (RootKeyRefused e) {
      String told = e.explanation();
      tell(true, what + ": refused, " + told.substring(0, told.indexOf(" device") + 7));
    }
  }

  private static void tell(boolean held, String what) {
    System.out.println(held ? what : "NOT: " + what);
  }

  private static Path library() {
    return Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private List<String> run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SOFTHSM2_CONF", data.resolve("softhsm2.conf").toString());
    Path out = data.resolve("out");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines = new ArrayList<>(Files.readAllLines(out));
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }
}
