package surety.server.ai.names;

import java.util.UUID;

/// What the names of a workspace depend on, as the database has it at the moment of a call. Names
/// that were compiled for another stamp are not used.
///
/// @param connections which systems are connected, and with which credential
/// @param members who is a member
/// @param version grows with each change of the names that the owner added
/// @param key the secret that pseudonyms depend on
public record NamesStamp(String connections, String members, long version, UUID key) {

  /// How many systems are connected.
  int connected() {
    return connections.isEmpty() ? 0 : connections.split(",", -1).length;
  }
}
