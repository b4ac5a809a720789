package surety.pseudonym.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command line, read.
///
/// @param verb `pseudonymize` or `restore`
/// @param values of the options that have one, by name
/// @param switches the options that have none
/// @param input the file to read; empty for standard input
record Options(
    String verb, Map<String, String> values, Set<String> switches, Optional<Path> input) {

  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "pseudonymize",
              Set.of("--names", "--style", "--key", "--mapping", "--format", "--output"),
          "restore", Set.of("--names", "--key", "--mapping", "--output"));
  private static final Map<String, Set<String>> SWITCHES =
      Map.of(
          "pseudonymize", Set.of("--explain", "--strict", "--allow-unproven"),
          "restore", Set.of("--explain", "--strict"));

  /// @throws Stop naming what is wrong
  static Options parse(List<String> arguments) throws Stop {
    String verb = arguments.isEmpty() ? "" : arguments.getFirst();
    if (!VALUES.containsKey(verb)) {
      throw Stop.wrong("the command is pseudonymize or restore");
    }
    Reading reading = new Reading(verb);
    for (int at = 1; at < arguments.size(); at++) {
      at = reading.take(arguments, at);
    }
    return new Options(
        verb,
        Map.copyOf(reading.values),
        Set.copyOf(reading.switches),
        Optional.ofNullable(reading.values.get(""))
            .filter(name -> !name.equals("-"))
            .map(Path::of));
  }

  private static final class Reading {
    final String verb;
    final Map<String, String> values = new HashMap<>();
    final Set<String> switches = new HashSet<>();

    Reading(String verb) {
      this.verb = verb;
    }

    /// Reads the argument at `at`.
    ///
    /// @return where its last part stands
    int take(List<String> arguments, int at) throws Stop {
      String argument = arguments.get(at);
      if (!argument.startsWith("-") || argument.equals("-")) {
        keep("", argument, "one input file at a time");
        return at;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (SWITCHES.getOrDefault(verb, Set.of()).contains(name) && equals < 0) {
        switches.add(name);
        return at;
      }
      if (!VALUES.getOrDefault(verb, Set.of()).contains(name)) {
        throw Stop.wrong("unknown option " + name + "; see ./surety " + verb + " --help");
      }
      if (equals < 0 && at + 1 == arguments.size()) {
        throw Stop.wrong(name + " needs a value");
      }
      String value = equals < 0 ? arguments.get(at + 1) : argument.substring(equals + 1);
      keep(name, value, name + " is given twice");
      return equals < 0 ? at + 1 : at;
    }

    private void keep(String name, String value, String ifTwice) throws Stop {
      if (values.putIfAbsent(name, value) != null) {
        throw Stop.wrong(ifTwice);
      }
      if (value.isEmpty()) {
        throw Stop.wrong((name.isEmpty() ? "the input" : name) + " is empty");
      }
      if (!isFileName(value)) {
        throw Stop.wrong((name.isEmpty() ? "the input" : name) + " is no name of a file");
      }
    }

    private static boolean isFileName(String value) {
      try {
        return !Path.of(value).toString().isEmpty();
      } catch (InvalidPathException e) {
        return false;
      }
    }
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<Path> path(String name) {
    return value(name).map(Path::of);
  }

  boolean has(String name) {
    return switches.contains(name) || values.containsKey(name);
  }
}
