package surety.server.connect.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.platform.Token;
import surety.server.workspace.WorkspaceId;

/// What travels through the vendor's pages and comes back: which consent of which workspace it is,
/// and 256 random bits that prove it. Only their hash is stored.
public record ConsentState(WorkspaceId workspace, UUID id, Token secret) {

  private static final String UUID_TEXT = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern TEXT =
      Pattern.compile("(" + UUID_TEXT + ")\\.(" + UUID_TEXT + ")\\.([A-Za-z0-9_-]{43})");

  /// Reads what [#text] wrote; empty for anything else.
  public static Optional<ConsentState> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Token.parse(matcher.group(3))
            .map(
                secret ->
                    new ConsentState(
                        new WorkspaceId(UUID.fromString(matcher.group(1))),
                        UUID.fromString(matcher.group(2)),
                        secret))
        : Optional.empty();
  }

  /// As it travels.
  public String text() {
    return workspace + "." + id + "." + secret.text();
  }

  /// What is stored of the random bits.
  public byte[] hash() {
    return hash("surety consent\0" + secret.text());
  }

  /// What is stored of the session that began.
  public static byte[] hashOf(String session) {
    return hash("surety consent of\0" + session);
  }

  /// The verifier of RFC 7636. It follows from this state and the session that began, so that it is
  /// stored nowhere and whoever sees only one of the two does not know it.
  public String verifier(String session) {
    return base64(hash("surety verifier\0" + secret.text() + "\0" + session));
  }

  static String challenge(String verifier) {
    return base64(hash(verifier));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
