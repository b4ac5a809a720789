package surety.server.vault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How old a credential is, for a page.
///
/// @param days whole days since it was stored or last replaced
/// @param due when it is to be replaced; null if it need not be
/// @param overdue whether it should have been replaced by now
public record CredentialAge(long days, @Nullable Instant due, boolean overdue) {}
