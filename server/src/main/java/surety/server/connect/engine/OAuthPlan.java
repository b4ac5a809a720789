package surety.server.connect.engine;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import surety.server.egress.TokenForm;

/// How a member's consent is asked for at a vendor, and how tokens are had for it (RFC 6749).
///
/// @param client how this installation proves itself to the vendor
/// @param pkce whether the vendor binds a code to who asked for it (RFC 7636)
/// @param scopes the least that the connector's reads need
/// @param between what stands between two scopes
/// @param rotation what becomes of a refresh token that was used
/// @param lifetime how long an access token lasts where the vendor does not tell
/// @param capture what the consent tells about the account, for vendors whose account it names
public record OAuthPlan(
    Addresses addresses,
    ClientProof client,
    boolean pkce,
    List<String> scopes,
    String between,
    Rotation rotation,
    Duration lifetime,
    Optional<Capture> capture) {

  /// The form field that stands for the access token in headers.
  public static final String ACCESS_TOKEN = "access_token";

  /// How an installation proves itself.
  public enum ClientProof {
    /// HTTP Basic.
    BASIC,
    /// Fields of the form.
    BODY
  }

  /// What becomes of a refresh token that was used.
  public enum Rotation {
    /// It is dead, and who uses it again may end the whole consent.
    SINGLE_USE,
    /// It may change, and the former one still works for a while.
    MAY_CHANGE
  }

  /// Where the vendor's authorization server is.
  ///
  /// @param revokeAs how a token is named when it is revoked
  record Addresses(
      BaseUrl authorize, BaseUrl token, Optional<BaseUrl> revoke, TokenForm.Encoding revokeAs) {}

  /// What tells which account of the vendor the consent is for.
  ///
  /// @param field the setting that it becomes, not asked of the member
  /// @param told where it is told
  public record Capture(FormField field, Told told) {

    /// Where it is told.
    public sealed interface Told {}

    /// A parameter of the way back from the consent.
    public record InCallback(String parameter) implements Told {}

    /// A URL that comes with the tokens, at the account's own host.
    public record InTokens(String member) implements Told {}

    /// A list of all accounts that the consent is for, each with its id and name. The account is
    /// the one whose name the member entered in `chosenBy`.
    public record InList(URI url, String id, String name, String chosenBy) implements Told {}
  }

  /// Copies the scopes.
  public OAuthPlan {
    scopes = List.copyOf(scopes);
  }

  /// Where the browser is sent to ask for consent.
  public URI authorize(Map<String, String> settings) {
    return addresses.authorize().of(settings);
  }

  /// Where tokens are had.
  public URI token(Map<String, String> settings) {
    return addresses.token().of(settings);
  }

  /// Where tokens are ended, if the vendor has a place for that.
  public Optional<URI> revoke(Map<String, String> settings) {
    return addresses.revoke().map(url -> url.of(settings));
  }

  /// How a token is named when it is revoked.
  public TokenForm.Encoding revokeAs() {
    return addresses.revokeAs();
  }

  /// All places that the server itself talks to, as far as they can be listed.
  public List<URI> places() {
    List<URI> places = new ArrayList<>(addresses.token().all());
    addresses.revoke().ifPresent(url -> places.addAll(url.all()));
    capture
        .map(Capture::told)
        .filter(Capture.InList.class::isInstance)
        .map(Capture.InList.class::cast)
        .ifPresent(list -> places.add(list.url()));
    return places;
  }

  /// The domain that the places of all accounts lie in, if they cannot be listed.
  public Optional<String> domain() {
    return addresses.token().domain();
  }
}
