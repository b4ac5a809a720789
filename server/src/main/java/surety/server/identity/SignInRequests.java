package surety.server.identity;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import surety.server.platform.Ids;
import surety.server.platform.Token;
import surety.server.workspace.ControlDatabase;
import surety.server.workspace.EmailAddress;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScopes;

/// The links that were mailed and not used yet. All rules about them, of time and of single use,
/// are in the functions of migration V005.
@Repository
class SignInRequests {

  // The server itself, outside every workspace: only in this scope can a request be made out of an
  // address alone.
  private static final WorkspaceId OUTSIDE = new WorkspaceId(new UUID(0, 0));

  private final ControlDatabase database;
  private final WorkspaceDatabase signed;
  private final WorkspaceScopes scopes;

  SignInRequests(ControlDatabase database, WorkspaceDatabase signed, WorkspaceScopes scopes) {
    this.database = database;
    this.signed = signed;
    this.scopes = scopes;
  }

  /// Remembers a link for ten minutes.
  ///
  /// @param earlier what the browser held before; its request ends
  void add(EmailAddress email, Token link, Token browser, Optional<Token> earlier) {
    signed.write(
        scopes.ofSystemJob(OUTSIDE, Set.of()),
        client ->
            client
                .sql("SELECT identity.request_sign_in(?, ?, ?, ?, ?)::text")
                .param(1, link.bytes())
                .param(2, browser.bytes())
                .param(3, earlier.map(Token::bytes).orElse(new byte[0]))
                .param(4, SignInCode.of(link).digits())
                .param(5, email.value())
                .query()
                .singleRow());
  }

  /// Where a link was opened; empty when it is used, expired or unknown. Changes nothing.
  Optional<Place> place(Token link, Optional<Token> browser) {
    return database.run(
        client ->
            client
                .sql("SELECT identity.place_of_link(?, ?)")
                .param(1, link.bytes())
                .param(2, bytes(browser))
                .query(String.class)
                .optional()
                .map(Place::valueOf));
  }

  /// Signs in with a link in the browser that asked; false when there is nothing to sign in with.
  boolean redeem(Token link, Token browser, NewSession session) {
    return database.run(
        client ->
            client
                .sql("SELECT identity.redeem_link(?, ?, ?, ?, ?, ?, ?)")
                .param(1, link.bytes())
                .param(2, browser.bytes())
                .param(3, session.secret().bytes())
                .param(4, session.id())
                .param(5, Ids.next())
                .param(6, session.userAgent())
                .param(7, session.network())
                .query(Boolean.class)
                .single());
  }

  /// Lets the link's code be typed in the browser that asked; false when the link is over.
  boolean showCode(Token link) {
    return database.run(
        client ->
            client
                .sql("SELECT identity.show_code(?)")
                .param(1, link.bytes())
                .query(Boolean.class)
                .single());
  }

  /// Signs in with a code in the browser that asked.
  CodeResult redeem(SignInCode code, Token browser, NewSession session) {
    return database.run(
        client ->
            CodeResult.valueOf(
                client
                    .sql("SELECT identity.redeem_code(?, ?, ?, ?, ?, ?, ?)")
                    .param(1, browser.bytes())
                    .param(2, code.digits())
                    .param(3, session.secret().bytes())
                    .param(4, session.id())
                    .param(5, Ids.next())
                    .param(6, session.userAgent())
                    .param(7, session.network())
                    .query(String.class)
                    .single()));
  }

  private static byte[] bytes(Optional<Token> token) {
    return token.map(Token::bytes).orElse(new byte[0]);
  }

  /// Where a link was opened.
  enum Place {
    /// In the browser that asked for it.
    HERE,
    /// In another one.
    ELSEWHERE
  }

  /// What came of a code.
  enum CodeResult {
    SIGNED_IN,
    /// Another try is left.
    WRONG,
    /// Nothing was asked for, too late, or too many tries: a new link is needed.
    OVER
  }

  /// A session that is about to be opened.
  record NewSession(Token secret, UUID id, String userAgent, String network) {}
}
