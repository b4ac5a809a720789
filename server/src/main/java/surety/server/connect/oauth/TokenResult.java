package surety.server.connect.oauth;

import surety.server.connect.FetchReport;

/// What became of a request for tokens.
public sealed interface TokenResult {

  /// Tokens.
  record Granted(Tokens tokens) implements TokenResult {}

  /// A refusal.
  ///
  /// @param error the code of RFC 6749, section 5.2
  record Refused(String error) implements TokenResult {

    /// Whether what was shown, a code or a refresh token, is not or no longer valid.
    public boolean isInvalidGrant() {
      return error.equals("invalid_grant");
    }
  }

  /// No usable answer. Whether the request arrived is not known.
  record Unanswered(FetchReport.Reason reason) implements TokenResult {}
}
