package surety.translog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.tools.ToolProvider;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Verified;

/// `VerifyLog.java`, compiled for Java 17 and kept apart from the library.
final class VerifyLogProgram {
  private final Path folder;
  private final Method run;

  VerifyLogProgram(Path folder) {
    this.folder = folder;
    try {
      Path source = Files.writeString(folder.resolve("VerifyLog.java"), LogVerifier.program());
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "--release", "17", "-d", folder.toString(), source.toString());
      if (status != 0) {
        throw new IllegalStateException("VerifyLog.java does not compile for Java 17");
      }
      ClassLoader classes =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
      run =
          classes
              .loadClass("VerifyLog")
              .getDeclaredMethod("run", String[].class, PrintStream.class);
      run.setAccessible(true);
      Files.writeString(folder.resolve("key.pem"), pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem() {
    byte[] der = ExportedLog.SIGNER.pair().getPublic().getEncoded();
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
  }

  /// What it prints, and its exit status.
  record Printed(int status, String output) {}

  Printed run(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      int status = (int) run.invoke(null, arguments, out);
      return new Printed(status, output.toString(StandardCharsets.UTF_8));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Its verdict on a file, in the words in which [#of] puts that of the library.
  String verdict(byte[] file, Checkpoint... kept) {
    try {
      List<String> arguments = new ArrayList<>();
      arguments.add(Files.write(folder.resolve("log.jsonl"), file).toString());
      arguments.add(folder.resolve("key.pem").toString());
      for (Checkpoint checkpoint : kept) {
        String note = checkpoint.sign(ExportedLog.KEY, ExportedLog.SIGNER.privateKey()).encoded();
        arguments.add("--former");
        arguments.add(
            Files.writeString(folder.resolve(checkpoint.size() + ".note"), note).toString());
      }
      Printed printed = run(arguments.toArray(String[]::new));
      return printed
          .output()
          .lines()
          .filter(line -> line.startsWith("DEFECT ") || line.startsWith("entries "))
          .findFirst()
          .map(line -> printed.status() + " " + line.replaceAll(": .*", ""))
          .orElse(printed.output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String of(LogVerdict verdict) {
    return switch (verdict) {
      case Verified found -> "0 entries " + found.first() + " to " + (found.end() - 1);
      case Defect found ->
          "1 DEFECT " + found.kind() + " at entry " + found.index() + ", line " + found.line();
    };
  }
}
