package surety.sandbox;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The made-up credentials that the sandbox accepts. They open nothing else.
public final class Tokens {
  /// The organization that `X-Organization-Id` must name.
  public static final String PRODUCTIVE_ORGANIZATION = "2211";

  /// Reads and writes.
  public static final String PRODUCTIVE_FULL = "sandbox-productive-read-write";

  /// Reads; a write is answered with 403.
  public static final String PRODUCTIVE_READ_ONLY = "sandbox-productive-read-only";

  /// A role without financial permissions: no costs, prices and margins, no salaries.
  public static final String PRODUCTIVE_RESTRICTED = "sandbox-productive-restricted";

  /// The account that `Harvest-Account-Id` must name.
  public static final String HARVEST_ACCOUNT = "998877";

  /// An administrator. Harvest has no read-only tokens.
  public static final String HARVEST_FULL = "sandbox-harvest-administrator";

  /// A member: no rates, no invoices, no estimates.
  public static final String HARVEST_RESTRICTED = "sandbox-harvest-member";

  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  Tokens() {}

  void revoke(String token) {
    revoked.add(token);
  }

  Optional<Access> productive(String token) {
    return revoked.contains(token)
        ? Optional.empty()
        : switch (token) {
          case PRODUCTIVE_FULL -> Optional.of(Access.FULL);
          case PRODUCTIVE_READ_ONLY -> Optional.of(Access.READ_ONLY);
          case PRODUCTIVE_RESTRICTED -> Optional.of(Access.WITHOUT_RATES);
          default -> Optional.empty();
        };
  }

  Optional<Access> harvest(String token) {
    return revoked.contains(token)
        ? Optional.empty()
        : switch (token) {
          case HARVEST_FULL -> Optional.of(Access.FULL);
          case HARVEST_RESTRICTED -> Optional.of(Access.WITHOUT_RATES);
          default -> Optional.empty();
        };
  }
}
