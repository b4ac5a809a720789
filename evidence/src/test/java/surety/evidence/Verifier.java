package surety.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// `Verify.java` as the bundle holds it, compiled for Java 17 and kept apart from the library.
final class Verifier {
  private static final Verifier INSTANCE = new Verifier();

  private final ClassLoader classes;

  private Verifier() {
    try {
      Path folder = Files.createTempDirectory("verifier");
      Path source = folder.resolve("Verify.java");
      Files.writeString(source, Bundle.verifier());
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "--release", "17", "-d", folder.toString(), source.toString());
      if (status != 0) {
        throw new IllegalStateException("Verify.java does not compile for Java 17");
      }
      classes =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What it prints, and its exit status.
  record Verdict(int status, String output) {
    List<String> defects() {
      return output.lines().filter(line -> line.startsWith("DEFECT ")).toList();
    }
  }

  static Verdict verify(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    Object status =
        invoke(method("Verify", "run", String[].class, PrintStream.class), null, arguments, out);
    return new Verdict((int) status, output.toString(StandardCharsets.UTF_8));
  }

  /// Its own reading of the entries.
  static List<Object> items(Ledger ledger) {
    List<Object> items = new ArrayList<>();
    for (LedgerEntry entry : ledger.entries()) {
      Object envelope = invoke(method("Envelope", "of", byte[].class), null, entry.envelope());
      items.add(
          invoke(
              method("Item", "of", byte[].class, type("Envelope")),
              null,
              entry.envelope(),
              envelope));
    }
    return items;
  }

  /// State and end of a claim as it computes them, such as `proven until 2026-…`.
  static String state(List<Object> items, String id, Instant at) {
    try {
      Constructor<?> constructor =
          type("States").getDeclaredConstructor(List.class, String.class, Instant.class);
      constructor.setAccessible(true);
      Object verdict = invoke(method("States", "verdict"), constructor.newInstance(items, id, at));
      return invoke(method("States$Verdict", "state"), verdict)
          + " until "
          + invoke(method("States$Verdict", "until"), verdict);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return INSTANCE.classes.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Method method(String type, String name, Class<?>... parameters) {
    try {
      Method method = type(type).getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object invoke(Method method, @Nullable Object on, Object... arguments) {
    try {
      return method.invoke(on, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
