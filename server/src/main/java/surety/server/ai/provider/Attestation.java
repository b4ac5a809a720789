package surety.server.ai.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A promise of a provider not to train on what it gets, as somebody of the firm found it.
///
/// @param saidBy who says so, 1 to 200 characters on one line
/// @param document where it is written: an https address, or the SHA-256 of a document
/// @param expires the last day on which it counts, at most a year after `issued`
public record Attestation(String saidBy, String document, LocalDate issued, LocalDate expires) {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_LINK = 500;

  /// What of a form was wrong, by field; or the attestation.
  public record Read(Optional<Attestation> attestation, Map<String, String> errors) {
    /// Copies the map.
    public Read {
      errors = Map.copyOf(errors);
    }
  }

  /// Reads what somebody typed.
  public static Read parse(
      String saidBy, String document, String issued, String expires, LocalDate today) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (!isLine(saidBy.strip(), LONGEST_NAME)) {
      errors.put("saidBy", "Say who, in 1 to 200 characters on one line.");
    }
    if (!isDocument(document.strip())) {
      errors.put("document", "An address that begins with https://, or a SHA-256 in 64 digits.");
    }
    Optional<LocalDate> from = day(issued);
    Optional<LocalDate> until = day(expires);
    if (from.isEmpty() || from.get().isAfter(today)) {
      errors.put("issued", "A day that is not after today.");
    } else if (until.isEmpty()
        || until.get().isBefore(today)
        || until.get().isAfter(from.get().plusYears(1))) {
      errors.put("expires", "A day from today on, at most twelve months after it was issued.");
    }
    if (!errors.isEmpty() || from.isEmpty() || until.isEmpty()) {
      return new Read(Optional.empty(), errors);
    }
    return new Read(
        Optional.of(new Attestation(saidBy.strip(), document.strip(), from.get(), until.get())),
        Map.of());
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isDocument(String text) {
    return text.matches("[0-9a-fA-F]{64}") || isLink(text);
  }

  private static boolean isLink(String text) {
    try {
      URI uri = new URI(text);
      return isLine(text, LONGEST_LINK)
          && "https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isLine(String text, int longest) {
    return !text.isEmpty()
        && text.length() <= longest
        && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isFormat(c));
  }

  private static boolean isFormat(int character) {
    int type = Character.getType(character);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
