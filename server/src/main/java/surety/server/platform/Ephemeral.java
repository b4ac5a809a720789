package surety.server.platform;

import tools.jackson.databind.annotation.JsonSerialize;

/// Data of a firm's own systems that lives in memory only: it is never stored, serialized, logged
/// or audited.
///
/// Implementations override `toString` so that a value cannot reach a log by accident, every JSON
/// mapper refuses them, alone or inside of something else, and architecture rules keep them out of
/// every module that stores or logs.
@JsonSerialize(using = EphemeralRefused.class)
public interface Ephemeral {}
