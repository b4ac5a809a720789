package surety.pseudonym.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import surety.pseudonym.AttachmentRefused;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.JsonInvalid;
import surety.pseudonym.Pseudonymized;
import surety.pseudonym.Replacement;
import surety.pseudonym.TokenStyle;

/// How an input is read.
enum Format {
  /// Plain text or Markdown.
  TEXT("text/plain"),
  /// One JSON value.
  JSON("application/json"),
  /// A JSON value in each line.
  LINES("application/x-ndjson"),
  /// A chat request of OpenAI or Anthropic, whose fixed fields stay.
  CHAT("application/json");

  /// A place that was replaced.
  ///
  /// @param at where, for a person: `line:column`, or a JSON pointer
  record Place(String at, Replacement replacement) {}

  /// @param text with tokens
  /// @param places in order
  record Replaced(String text, List<Place> places) {}

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  /// For the second look.
  String mediaType() {
    return mediaType;
  }

  /// The format with this name, or the one that the input looks like.
  ///
  /// @throws Stop if there is none with this name
  static Format of(String name, String input) throws Stop {
    for (Format format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return format;
      }
    }
    if (!name.equals("auto")) {
      throw Stop.wrong("--format is auto, text, json, lines or chat");
    }
    return detect(input);
  }

  /// What begins like JSON and is none is text: names in it are replaced all the same.
  private static Format detect(String input) {
    String begin = input.stripLeading();
    if (!begin.startsWith("{") && !begin.startsWith("[")) {
      return TEXT;
    }
    Conversation nothing =
        Conversation.begin(Directory.builder().patterns(Set.of()).build(), TokenStyle.LABELS);
    if (isValue(nothing, input)) {
      return JSON;
    }
    boolean lines =
        input.lines().filter(line -> !line.isBlank()).allMatch(line -> isValue(nothing, line));
    return lines ? LINES : TEXT;
  }

  private static boolean isValue(Conversation nothing, String text) {
    try {
      nothing.json(text);
      return true;
    } catch (JsonInvalid e) {
      return false;
    }
  }

  /// Replaces what the conversation knows.
  ///
  /// @throws Stop if the input is not of this format
  Replaced replace(Conversation conversation, String input) throws Stop {
    try {
      return switch (this) {
        case TEXT -> text(input, conversation.text(input));
        case JSON -> json("", conversation.json(input));
        case CHAT -> json("", conversation.chat(input));
        case LINES -> lines(input, conversation::json);
      };
    } catch (JsonInvalid e) {
      throw Stop.wrong("the input is " + e.getMessage());
    } catch (AttachmentRefused e) {
      throw new Stop(Stop.UNPROVEN, "the input holds " + e.getMessage() + "; nothing was written");
    }
  }

  private static Replaced text(String input, Pseudonymized<String> replaced) {
    List<Place> places = new ArrayList<>();
    int line = 1;
    int begin = 0;
    int at = 0;
    for (Replacement one : replaced.replacements()) {
      for (; at < one.start(); at++) {
        if (input.charAt(at) == '\n') {
          line++;
          begin = at + 1;
        }
      }
      int column = one.start() - begin + 1;
      places.add(new Place(line + ":" + column + "+" + (one.end() - one.start()), one));
    }
    return new Replaced(replaced.payload(), places);
  }

  private static Replaced json(String before, Pseudonymized<String> replaced) {
    List<Place> places =
        replaced.replacements().stream()
            .map(
                one ->
                    new Place(
                        before
                            + (one.place().isEmpty() ? "/" : one.place())
                            + ":"
                            + (one.start() + 1)
                            + "+"
                            + (one.end() - one.start()),
                        one))
            .toList();
    return new Replaced(replaced.payload(), places);
  }

  private static Replaced lines(String input, Function<String, Pseudonymized<String>> replacer)
      throws Stop {
    StringBuilder out = new StringBuilder(input.length());
    List<Place> places = new ArrayList<>();
    int number = 0;
    for (int from = 0; from < input.length(); ) {
      int end = input.indexOf('\n', from);
      int next = end < 0 ? input.length() : end + 1;
      String line = input.substring(from, next);
      number++;
      try {
        Replaced replaced =
            line.isBlank()
                ? new Replaced(line, List.of())
                : json("line " + number + " ", replacer.apply(line));
        out.append(replaced.text());
        places.addAll(replaced.places());
      } catch (JsonInvalid e) {
        throw Stop.wrong("line " + number + " is " + e.getMessage());
      }
      from = next;
    }
    return new Replaced(out.toString(), places);
  }
}
