package surety.server.posture.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeSet;
import surety.server.posture.probe.Probe;

/// The digest of a probe's code: a changed probe has no evidence yet.
public final class ProbeDigest {

  private ProbeDigest() {}

  /// The SHA-256 over the class files of the probe, of the classes in it and of those that it
  /// extends, in hexadecimal.
  public static String of(Probe probe) {
    var names = new TreeSet<String>();
    for (Class<?> type = probe.getClass(); isOurs(type); type = type.getSuperclass()) {
      Arrays.stream(type.getNestMembers()).map(Class::getName).forEach(names::add);
    }
    MessageDigest digest = sha256();
    for (String name : names) {
      digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      digest.update(bytes(probe.getClass().getClassLoader(), name));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static boolean isOurs(Class<?> type) {
    return type != null && type.getClassLoader() != null;
  }

  private static byte[] bytes(ClassLoader loader, String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = loader.getResourceAsStream(file)) {
      // A class that was made at run time has no file; its name alone stands for it.
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a class file cannot be read", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
