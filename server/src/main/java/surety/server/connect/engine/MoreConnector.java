package surety.server.connect.engine;

/// A connector file of another module, held to the same rules as those of this build.
///
/// @param file its name, for messages
public record MoreConnector(String file, String text) {}
