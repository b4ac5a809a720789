package surety.sandbox;

/// What the stand-ins of vendors that ask for consent share besides.
abstract class ConsentedApi extends PlainApi {
  /// Who is known, besides by tokens of the vendor.
  record Known(Tokens tokens, ConsentServer consents) {}

  private final Known known;
  private final String own;

  /// Most records on a page.
  final int cap;

  /// @param own the token that needs no consent
  ConsentedApi(Known known, String own, int cap) {
    this.known = known;
    this.own = own;
    this.cap = cap;
  }

  @Override
  public Access authenticate(Request request) {
    return known.tokens().consented(known.consents(), request.header("Authorization"), own);
  }
}
