package surety.pseudonym;

/// What a token stands for. Its [#word()] begins every token of that kind.
public enum TokenKind {
  /// A firm of the directory.
  CLIENT("Client"),
  /// A project of the directory.
  PROJECT("Project"),
  /// A person of the directory.
  PERSON("Person"),
  /// An e-mail address.
  EMAIL("Email"),
  /// A telephone number.
  PHONE("Phone"),
  /// An International Bank Account Number.
  IBAN("Account"),
  /// A payment card number.
  CARD("Card"),
  /// A tax number of a firm or a person.
  TAX_ID("TaxId"),
  /// A web address.
  URL("Link"),
  /// An IP address.
  IP_ADDRESS("Host"),
  /// Text that looked like a token before anything was replaced.
  LITERAL("Literal");

  private final String word;

  TokenKind(String word) {
    this.word = word;
  }

  /// The first word of every token of this kind, such as `Client`.
  public String word() {
    return word;
  }
}
