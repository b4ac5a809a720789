package surety.server.audit;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import surety.server.workspace.Accessor;

/// A change entry as it leaves in a file.
///
/// @param before the row before as JSON; null when it was added
/// @param after the row after as JSON; null when it was removed
record ChangeImages(
    OffsetDateTime at,
    UUID id,
    Accessor accessor,
    UUID principal,
    @Nullable String email,
    String table,
    ChangeRow.Operation operation,
    @Nullable String before,
    @Nullable String after)
    implements TrailEntry {}
