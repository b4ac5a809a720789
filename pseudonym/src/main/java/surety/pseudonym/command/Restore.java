package surety.pseudonym.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import surety.pseudonym.Conversation;
import surety.pseudonym.Restored;
import surety.pseudonym.Stray;

/// `./surety restore`: tokens to names.
final class Restore {
  private final Options options;
  private final Streams streams;

  Restore(Options options, Streams streams) {
    this.options = options;
    this.streams = streams;
  }

  /// @return the exit status
  int run() throws Stop {
    Restored restored = restored();
    report(restored.strays());
    if (options.has("--strict") && !restored.strays().isEmpty()) {
      throw new Stop(Stop.INEXACT, "a token stands for nothing known; nothing was written");
    }
    Output.write(options.path("--output"), restored.text(), streams.out());
    return 0;
  }

  private Restored restored() throws Stop {
    boolean derived = options.has("--names") && options.has("--key");
    if (derived == options.has("--mapping") || options.has("--names") != options.has("--key")) {
      throw Stop.wrong("either --mapping FILE, or --names FILE and --key FILE");
    }
    if (!derived) {
      Path mapping = options.path("--mapping").orElseThrow();
      return MappingFile.read(mapping).restore(Input.text(options.input(), streams.in()));
    }
    NamesFile names = NamesFile.read(options.path("--names").orElseThrow());
    Conversation conversation =
        Derived.begin(
            names.directory(List.of()), KeyFile.read(options.path("--key").orElseThrow()));
    return conversation.restore(Input.text(options.input(), streams.in()));
  }

  private void report(List<Stray> strays) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Stray stray : strays) {
      String reason = stray.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      counts.merge(reason, 1, Integer::sum);
      if (options.has("--explain")) {
        streams.err().println("left at character " + (stray.position() + 1) + ": " + reason);
      }
    }
    if (!strays.isEmpty()) {
      streams.note("left as they were: " + counts);
    }
  }
}
