package surety.pseudonym;

import java.util.Locale;

/// A way in which a receiver may read what it gets.
enum LookView {
  /// `\u00fc`, `\n` and the like, once more than the content type says.
  ESCAPES,
  /// `%C3%BC`.
  PERCENT,
  /// `&uuml;`, `&#252;`.
  ENTITIES,
  /// `=C3=BC`, and lines broken with `=`.
  QUOTED_PRINTABLE,
  /// HTML without its tags.
  TAGS,
  /// Base64 and base64url, from 16 characters.
  BASE64,
  /// Hexadecimal digits, from 18.
  HEX,
  /// gzip and zlib, in base64 or as content encoding.
  COMPRESSED,
  /// The strings of a JSON body under one name, one behind the other.
  JOINED;

  String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
