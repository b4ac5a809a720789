package surety.server.insight.figures;

/// The id of a record together with the source that it comes from: ids are unique within one source
/// only.
record Key(int source, String id) {}
