package surety.server.vault;

import java.util.UUID;

/// Names a stored credential within its workspace. It opens nothing by itself.
public record CredentialRef(UUID id) {
  @Override
  public String toString() {
    return id.toString();
  }
}
