package surety.pseudonym.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.Leak;
import surety.pseudonym.Look;
import surety.pseudonym.Mapping;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.Restored;
import surety.pseudonym.SecondLook;
import surety.pseudonym.TokenKey;
import surety.pseudonym.TokenStyle;
import surety.pseudonym.Unproven;

/// `./surety pseudonymize`: names to tokens. Nothing is written before everything is known to be
/// well.
final class Pseudonymize {
  private static final String INEXACT =
      "only --mapping brings all of it back: it has addresses, numbers or forms not derived from"
          + " the names file";

  private final Options options;
  private final Streams streams;

  Pseudonymize(Options options, Streams streams) {
    this.options = options;
    this.streams = streams;
  }

  /// @return the exit status if the output was written
  int run() throws Stop {
    Path namesPath =
        options.path("--names").orElseThrow(() -> Stop.wrong("--names FILE is missing"));
    Optional<Mapping> known = MappingFile.readIfThere(options.path("--mapping"));
    NamesFile names = NamesFile.read(namesPath);
    Directory directory = names.directory(known.map(MappingFile::entities).orElse(List.of()));
    Conversation conversation = conversation(directory, known);
    String input = Input.text(options.input(), streams.in());
    Format format = Format.of(options.value("--format").orElse("auto"), input);
    Format.Replaced replaced = format.replace(conversation, input);
    if (options.has("--explain")) {
      Explanation.of(replaced.places(), conversation, names).forEach(streams.err()::println);
    }
    int status = look(directory, format, replaced.text());
    tryBack(directory, conversation, format, input, replaced.text());
    if (options.path("--mapping").isPresent()) {
      MappingFile.write(options.path("--mapping").get(), conversation);
    }
    Output.write(options.path("--output"), replaced.text(), streams.out());
    return status;
  }

  private Conversation conversation(Directory directory, Optional<Mapping> known) throws Stop {
    boolean stable = style() == TokenStyle.STABLE;
    if (options.has("--key") && !stable) {
      throw Stop.wrong("--key goes with --style stable");
    }
    if (known.isPresent()) {
      return resume(directory, known.get(), stable);
    }
    if (isDerived()) {
      return Derived.begin(directory, key());
    }
    return Conversation.begin(directory, style(), options.has("--key") ? key() : TokenKey.random());
  }

  /// Without a mapping, names file and key alone have to bring the names back.
  private boolean isDerived() {
    return options.has("--key") && !options.has("--mapping");
  }

  private TokenKey key() throws Stop {
    return KeyFile.read(options.path("--key").orElseThrow());
  }

  private Conversation resume(Directory directory, Mapping known, boolean stable) throws Stop {
    if (options.has("--style") && stable != (known.style() == TokenStyle.STABLE)) {
      throw Stop.wrong("the mapping has tokens of the other style");
    }
    if (options.has("--key") && !known.isOf(key())) {
      throw Stop.wrong("the mapping has another key");
    }
    try {
      return known.resume(directory);
    } catch (IllegalArgumentException e) {
      throw Stop.wrong("--mapping: " + e.getMessage());
    }
  }

  private TokenStyle style() throws Stop {
    String style = options.value("--style").orElse(options.has("--key") ? "stable" : "labels");
    return switch (style) {
      case "labels" -> TokenStyle.LABELS;
      case "stable" -> TokenStyle.STABLE;
      default -> throw Stop.wrong("--style is labels or stable");
    };
  }

  private int look(Directory directory, Format format, String text) throws Stop {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Map<String, String> type = Map.of("content-type", format.mediaType() + "; charset=utf-8");
    Look look = SecondLook.of(directory).look(Outgoing.of("/", type, bytes));
    return switch (look) {
      case ProvenBody _ -> proven();
      case Leak leak ->
          throw new Stop(
              Stop.LEAK,
              "the second look found the name of a "
                  + leak.kind().name().toLowerCase(Locale.ROOT)
                  + " in "
                  + leak.view()
                  + "; nothing was written");
      case Unproven unproven -> unproven(unproven);
    };
  }

  private int proven() {
    if (options.has("--explain")) {
      streams.err().println("second look: no name is left");
    }
    return 0;
  }

  private int unproven(Unproven unproven) throws Stop {
    String why =
        "the second look cannot tell: "
            + unproven.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + " in "
            + unproven.view();
    if (!options.has("--allow-unproven")) {
      throw new Stop(Stop.UNPROVEN, why + "; nothing was written");
    }
    streams.note(why);
    return Stop.UNPROVEN;
  }

  /// Whether what will be there later brings the input back.
  private void tryBack(
      Directory directory, Conversation conversation, Format format, String input, String output)
      throws Stop {
    boolean strict = options.has("--strict");
    if (!isDerived() && !strict) {
      return; // a mapping has every form; without one nothing comes back, as one knows
    }
    if (!isDerived() && !options.has("--mapping")) {
      throw Stop.wrong("--strict needs --mapping or --key: nothing else brings names back");
    }
    Restored back =
        isDerived()
            ? Derived.begin(directory, key()).restore(output)
            : Mapping.of(conversation).restore(output);
    boolean same =
        format == Format.TEXT ? back.text().equals(input) : SameJson.same(back.text(), input);
    if (!same && strict) {
      throw new Stop(Stop.INEXACT, INEXACT + "; nothing was written");
    }
    if (!same) {
      streams.note(INEXACT);
    }
  }
}
