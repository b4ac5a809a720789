package surety.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Recognises what cannot be read: by the fields of the providers' formats, by media type, and by
/// the first bytes of what was decoded.
final class LookAttachments {
  private static final Map<String, Attachment> KEYS =
      Map.ofEntries(
          Map.entry("image_url", Attachment.IMAGE),
          Map.entry("input_image", Attachment.IMAGE),
          Map.entry("inline_data", Attachment.IMAGE),
          Map.entry("video_url", Attachment.IMAGE),
          Map.entry("input_audio", Attachment.AUDIO),
          Map.entry("audio_url", Attachment.AUDIO),
          Map.entry("file_data", Attachment.DOCUMENT),
          Map.entry("file_id", Attachment.DOCUMENT),
          Map.entry("file_ids", Attachment.DOCUMENT),
          Map.entry("file_url", Attachment.DOCUMENT),
          Map.entry("vector_store_ids", Attachment.DOCUMENT));
  private static final Map<String, Attachment> TYPES =
      Map.ofEntries(
          Map.entry("image", Attachment.IMAGE),
          Map.entry("image_url", Attachment.IMAGE),
          Map.entry("input_image", Attachment.IMAGE),
          Map.entry("video", Attachment.IMAGE),
          Map.entry("video_url", Attachment.IMAGE),
          Map.entry("audio", Attachment.AUDIO),
          Map.entry("input_audio", Attachment.AUDIO),
          Map.entry("file", Attachment.DOCUMENT),
          Map.entry("input_file", Attachment.DOCUMENT),
          Map.entry("url", Attachment.DOCUMENT),
          Map.entry("container_upload", Attachment.DOCUMENT));
  private static final Map<String, Attachment> MAGIC =
      Map.ofEntries(
          Map.entry("\u0089PNG", Attachment.IMAGE),
          Map.entry("\u00FF\u00D8\u00FF", Attachment.IMAGE),
          Map.entry("GIF8", Attachment.IMAGE),
          Map.entry("II*\0", Attachment.IMAGE),
          Map.entry("MM\0*", Attachment.IMAGE),
          Map.entry("%PDF", Attachment.DOCUMENT),
          Map.entry("PK\u0003\u0004", Attachment.DOCUMENT),
          Map.entry("\u00D0\u00CF\u0011\u00E0", Attachment.DOCUMENT),
          Map.entry("RIFF", Attachment.AUDIO),
          Map.entry("OggS", Attachment.AUDIO),
          Map.entry("fLaC", Attachment.AUDIO),
          Map.entry("ID3\u0003", Attachment.AUDIO),
          Map.entry("ID3\u0004", Attachment.AUDIO));

  private LookAttachments() {}

  /// What a member of this name carries.
  static Optional<Attachment> byKey(String key) {
    return Optional.ofNullable(KEYS.get(key));
  }

  /// What an object of this `type` carries.
  static Optional<Attachment> byType(String type) {
    return Optional.ofNullable(TYPES.get(type));
  }

  /// What a `data:` address carries, if it is no text.
  static Optional<Attachment> byDataAddress(String beginning) {
    String small = beginning.toLowerCase(Locale.ROOT);
    if (!small.startsWith("data:")
        || small.startsWith("data:,")
        || small.startsWith("data:text/")) {
      return Optional.empty();
    }
    return Optional.of(
        small.startsWith("data:image/") || small.startsWith("data:video/")
            ? Attachment.IMAGE
            : small.startsWith("data:audio/") ? Attachment.AUDIO : Attachment.DOCUMENT);
  }

  /// @throws LookRefused if such a thing is not allowed
  static void require(Attachment attachment, LookPolicy policy, String view) {
    if (!policy.attachments().contains(attachment)) {
      throw LookRefused.because(Unproven.Reason.ATTACHMENT, view);
    }
  }

  /// Whether decoded bytes are an attachment that is allowed.
  ///
  /// @throws LookRefused if they are one that is not
  static boolean isAllowed(byte[] bytes, LookPolicy policy, String view) {
    if (bytes.length < 4) {
      return false;
    }
    String start = new String(bytes, 0, 4, StandardCharsets.ISO_8859_1);
    Attachment found = MAGIC.getOrDefault(start, MAGIC.get(start.substring(0, 3)));
    if (found == null) {
      return false;
    }
    require(found, policy, view);
    return true;
  }
}
