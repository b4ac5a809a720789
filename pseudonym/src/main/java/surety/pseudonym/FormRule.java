package surety.pseudonym;

/// How a written form follows from an entity, SPEC.md section 2.
public enum FormRule {
  /// The canonical name.
  NAME,
  /// A declared alias.
  ALIAS,
  /// The name without legal suffixes such as GmbH or Ltd.
  WITHOUT_LEGAL_SUFFIX,
  /// What is left without general words such as Group or Consulting.
  LEADING_WORDS,
  /// First letters of at least three words.
  ACRONYM,
  /// First name of a person.
  FIRST_NAME,
  /// Last name of a person, with and without particles such as van or de.
  LAST_NAME,
  /// Initial and last name, in either order.
  INITIAL,
  /// Last name before first name.
  LAST_NAME_FIRST,
  /// First and last name without the names between.
  WITHOUT_MIDDLE_NAMES,
  /// Local part of an e-mail address.
  MAIL_LOCAL_PART,
  /// Label of a domain.
  DOMAIN,
  /// Code of a project, or what stands beside the code.
  PROJECT_CODE,
  /// Another form with ä, ö, ü spelled ae, oe, ue, or the other way round.
  UMLAUT,
  /// Another form with its ampersand spelled out.
  AND,
  /// Another form with its words run together.
  JOINED
}
