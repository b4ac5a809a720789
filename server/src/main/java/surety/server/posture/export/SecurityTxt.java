package surety.server.posture.export;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Where to report a weakness (RFC 9116).
public final class SecurityTxt {

  private static final int DAYS = 180;

  private SecurityTxt() {}

  /// The file. It expires half a year after `now`, so a server that runs never shows an old one.
  ///
  /// @param contacts URIs, the preferred one first; not empty
  public static String of(String origin, List<URI> contacts, Instant now) {
    if (contacts.isEmpty()) {
      throw new IllegalArgumentException("security.txt needs a contact");
    }
    Instant expires =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .plus(DAYS, ChronoUnit.DAYS)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    StringBuilder text = new StringBuilder();
    contacts.forEach(contact -> text.append("Contact: ").append(contact).append('\n'));
    return text.append("Expires: ")
        .append(expires)
        .append('\n')
        .append("Preferred-Languages: en\n")
        .append("Canonical: ")
        .append(origin)
        .append("/.well-known/security.txt\n")
        .append("Policy: ")
        .append(origin)
        .append("/security#limits\n")
        .toString();
  }
}
