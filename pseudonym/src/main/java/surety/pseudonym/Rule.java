package surety.pseudonym;

import java.util.EnumSet;
import java.util.Set;

/// The rules that keep names from leaving. All are always on; a test switches one off at a time and
/// shows that names then leave.
enum Rule {
  CASE,
  MARKS,
  LOOK_ALIKES,
  COMPATIBILITY,
  INVISIBLE,
  SOFT_CHARACTERS,
  SEPARATORS,
  ESCAPES,
  INNER_BOUNDARIES,
  FINAL_S,
  INSIDE_WORDS,
  DERIVED_FORMS,
  ORDINARY_WORDS,
  PATTERNS,
  FORM_MARKS,
  LITERALS,
  JSON_KEYS,
  JOINED_STRINGS;

  static Set<Rule> all() {
    return EnumSet.allOf(Rule.class);
  }

  static Set<Rule> allBut(Rule rule) {
    return EnumSet.complementOf(EnumSet.of(rule));
  }
}
