import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks or rewrites the layout of every Java source of the project with google-java-format.
///
/// Run by the build as `java build/Format.java check|write FORMATTER_JAR` in the project's root
/// folder. It starts the formatter in a JVM of its own because the formatter parses with the
/// compiler of the JVM that it runs on, and Maven may run on an older one than the sources need.
class Format {

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean write = args[0].equals("write");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String part : List.of("api", "code", "comp", "file", "main", "parser", "tree", "util")) {
      command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-jar", args[1]));
    command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    command.addAll(sources());
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0 && !write) {
      System.err.println("The files above are not formatted. Run: ./surety format");
    }
    System.exit(code);
  }

  private static List<String> sources() throws IOException {
    try (var files = Files.walk(Path.of("."))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(
              file -> !file.toString().contains("/target/") && !file.toString().contains("/data/"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }
}
