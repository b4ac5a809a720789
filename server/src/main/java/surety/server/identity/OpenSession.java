package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import surety.server.platform.Token;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// A session that was found open in the course of this request.
///
/// @param secret what the browser's cookie holds
/// @param membership in the workspace that was asked about; empty for a non-member
record OpenSession(
    UUID id, Token secret, UUID account, String email, Optional<Membership> membership) {

  private static final String ATTRIBUTE = OpenSession.class.getName();

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /// The session of a request; empty when nobody is signed in.
  static Optional<OpenSession> of(HttpServletRequest request) {
    return Optional.ofNullable((OpenSession) request.getAttribute(ATTRIBUTE));
  }

  /// What tells this session from all others, for those who may not see its secret.
  String mark() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("surety session mark\0".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(secret.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// What the account is in a workspace.
  ///
  /// @param member the member, or the grant that lets support in
  /// @param support whether it is let in by such a grant
  record Membership(
      WorkspaceId workspace, String workspaceName, UUID member, Role role, boolean support) {}
}
