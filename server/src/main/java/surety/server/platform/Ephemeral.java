package surety.server.platform;

/// Data of a firm's own systems that lives in memory only: it is never stored, serialized, logged
/// or audited.
///
/// Implementations override `toString` so that a value cannot reach a log by accident; the JSON
/// serializer refuses them, and architecture rules keep them out of every module that stores or
/// logs.
public interface Ephemeral {}
