package surety.pseudonym;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A [Mapping] as lines of text. The fields of a line are parted by tabs; the last line says how
/// many there are, so that a file that was cut off is noticed.
final class MappingText {
  private static final String HEAD = "surety-mapping\t1";
  private static final int BEFORE_ENTRIES = 3;

  private MappingText() {}

  static String write(Mapping mapping) {
    StringBuilder out = new StringBuilder(HEAD).append('\n');
    out.append("style\t").append(mapping.style().name().toLowerCase(Locale.ROOT)).append('\n');
    out.append("key\t").append(HexFormat.of().formatHex(mapping.key().bytes())).append('\n');
    for (LiveToken live : mapping.tokens()) {
      out.append("token\t").append(live.token().kind().word());
      out.append('\t').append(live.token().text());
      live.surfaces().forEach(surface -> out.append('\t').append(escape(surface)));
      out.append('\n');
    }
    mapping.reserved().stream().sorted().forEach(text -> line("reserved", text, out));
    mapping.links().stream().sorted().forEach(link -> line("link", link, out));
    int lines = mapping.tokens().size() + mapping.reserved().size() + mapping.links().size();
    return out.append("end\t").append(lines).append('\n').toString();
  }

  private static void line(String word, String text, StringBuilder out) {
    out.append(word).append('\t').append(escape(text)).append('\n');
  }

  static Mapping read(String written) {
    String[] lines = written.split("\n", -1);
    if (!lines[0].equals(HEAD)) {
      throw new IllegalArgumentException("not a mapping of version 1");
    }
    int entries = lines.length - BEFORE_ENTRIES - 2;
    if (entries < 0 || !lines[lines.length - 2].equals("end\t" + entries)) {
      throw new IllegalArgumentException("the mapping is cut off or damaged");
    }
    List<LiveToken> tokens = new ArrayList<>();
    Map<String, Set<String>> texts = Map.of("reserved", new HashSet<>(), "link", new HashSet<>());
    for (int i = BEFORE_ENTRIES; i < BEFORE_ENTRIES + entries; i++) {
      entry(lines[i].split("\t", -1), i + 1, tokens, texts);
    }
    return new Mapping(
        style(lines[1]),
        key(lines[2]),
        tokens,
        texts.getOrDefault("reserved", Set.of()),
        texts.getOrDefault("link", Set.of()));
  }

  private static void entry(
      String[] fields, int line, List<LiveToken> tokens, Map<String, Set<String>> texts) {
    Optional<Set<String>> among = Optional.ofNullable(texts.get(fields[0]));
    if (among.isPresent() && fields.length == 2) {
      among.get().add(unescape(fields[1], line));
    } else if (fields[0].equals("token") && fields.length > 3) {
      List<String> surfaces = new ArrayList<>();
      for (int i = 3; i < fields.length; i++) {
        surfaces.add(unescape(fields[i], line));
      }
      tokens.add(new LiveToken(token(fields[1], fields[2], line), surfaces));
    } else {
      throw damaged(line);
    }
  }

  private static TokenStyle style(String line) {
    for (TokenStyle style : TokenStyle.values()) {
      if (line.equals("style\t" + style.name().toLowerCase(Locale.ROOT))) {
        return style;
      }
    }
    throw damaged(2);
  }

  private static TokenKey key(String line) {
    if (!line.matches("key\t[0-9a-f]{64}")) {
      throw damaged(3);
    }
    return TokenKey.of(HexFormat.of().parseHex(line.substring(4)));
  }

  private static Token token(String word, String text, int line) {
    for (TokenKind kind : TokenKind.values()) {
      if (kind.word().equals(word) && text.matches(word + "[ _][0-9A-Za-z]{1,200}")) {
        return new Token(kind, text);
      }
    }
    throw damaged(line);
  }

  private static IllegalArgumentException damaged(int line) {
    return new IllegalArgumentException("the mapping is damaged in line " + line);
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  private static String unescape(String text, int line) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit != '\\') {
        out.append(unit);
        continue;
      }
      i++;
      out.append(
          switch (i < text.length() ? text.charAt(i) : ' ') {
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            default -> throw damaged(line);
          });
    }
    return out.toString();
  }
}
