package surety.server.audit.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alert.
///
/// @param who the principal's address or name; its id when it has none any more
/// @param at when the entry was written with which the rule came true
/// @param number what was counted, of a rule that counts
/// @param network of a sign-in
record Alert(
    UUID id,
    AlertRule rule,
    UUID principal,
    String who,
    Instant at,
    @Nullable Long number,
    @Nullable String network) {

  /// What happened, a sentence without its subject.
  public String what() {
    return switch (rule) {
      case NETWORK -> "signed in from the network " + network + ", for the first time in 90 days";
      case READS -> "read " + count() + " records within ten minutes";
      case REFUSALS -> "was refused " + count() + " times within ten minutes";
      case SUPPORT -> "used support access";
    };
  }

  private String count() {
    return String.format(java.util.Locale.ROOT, "%,d", Objects.requireNonNull(number));
  }

  /// The part of a link that shows the entries in question on the page of the trail.
  public String filter() {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    String of = "?from=" + day + "&to=" + day + "&member=" + principal;
    return switch (rule) {
      case NETWORK -> of + "&action=sign_in";
      case REFUSALS -> of + "&outcome=refused";
      case READS, SUPPORT -> of;
    };
  }
}
