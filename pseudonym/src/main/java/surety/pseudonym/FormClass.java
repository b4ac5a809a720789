package surety.pseudonym;

/// How a form must be written in a text to count.
public enum FormClass {
  /// In any case.
  STRONG,
  /// It is also an ordinary word: counts where the first letter of each of its words is upper case.
  CAPITALIZED,
  /// It is an acronym, or an ordinary word that is an acronym: counts where no letter is lower
  /// case.
  UPPERCASE
}
