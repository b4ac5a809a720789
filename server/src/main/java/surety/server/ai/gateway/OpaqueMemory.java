package surety.server.ai.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import surety.server.workspace.WorkspaceId;
import tools.jackson.databind.JsonNode;

/// Remembers what providers sent that only they can read: signatures and sealed thoughts. A program
/// has to send them back unchanged, and nobody can look into them, so only what came from a
/// provider to the same workspace may go to one. Digests alone, in memory.
@Component
class OpaqueMemory {

  private static final Duration KEPT = Duration.ofHours(24);
  private static final int MOST = 500_000;

  private final Cache<ByteBuffer, Boolean> seen =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEPT).build();

  /// Whether a text came from a provider to this workspace.
  Predicate<String> of(WorkspaceId workspace) {
    return text -> seen.getIfPresent(digest(workspace, text)) != null;
  }

  /// Whether an answer may hold something to remember; asked before it is parsed.
  static boolean mayHold(String answer) {
    return answer.contains("\"signature\"")
        || answer.contains("\"encrypted_content\"")
        || answer.contains("\"redacted_thinking\"");
  }

  void remember(WorkspaceId workspace, JsonNode answer) {
    if (answer.isObject()) {
      boolean redacted = answer.path("type").asString("").equals("redacted_thinking");
      answer
          .propertyStream()
          .forEach(
              member -> {
                String name = member.getKey();
                boolean opaque =
                    name.equals("signature")
                        || name.equals("encrypted_content")
                        || (redacted && name.equals("data"));
                if (opaque && member.getValue().isString()) {
                  seen.put(digest(workspace, member.getValue().stringValue()), true);
                }
                remember(workspace, member.getValue());
              });
    } else if (answer.isArray()) {
      answer.valueStream().forEach(one -> remember(workspace, one));
    }
  }

  private static ByteBuffer digest(WorkspaceId workspace, String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(workspace.toString().getBytes(StandardCharsets.US_ASCII));
      return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
