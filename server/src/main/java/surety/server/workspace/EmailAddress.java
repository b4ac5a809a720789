package surety.server.workspace;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address in the one form in which it is compared: lower case, ASCII.
///
/// Letters beyond ASCII are refused because several that look alike would be different accounts.
public record EmailAddress(String value) {

  private static final int LONGEST = 254;
  private static final Pattern FORM =
      Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\\.[a-z0-9-]+)*");

  /// Reads what somebody typed; empty if it cannot be an address.
  public static Optional<EmailAddress> parse(String text) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    return value.length() <= LONGEST && FORM.matcher(value).matches()
        ? Optional.of(new EmailAddress(value))
        : Optional.empty();
  }
}
