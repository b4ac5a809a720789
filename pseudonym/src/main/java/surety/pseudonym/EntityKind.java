package surety.pseudonym;

/// What a known entity is.
public enum EntityKind {
  /// A firm or another organisation.
  CLIENT(TokenKind.CLIENT),
  /// A project, a matter, a product.
  PROJECT(TokenKind.PROJECT),
  /// A human being.
  PERSON(TokenKind.PERSON);

  private final TokenKind token;

  EntityKind(TokenKind token) {
    this.token = token;
  }

  TokenKind token() {
    return token;
  }
}
