package surety.server.vault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// A key service with the wire format of the transit engine of OpenBao and HashiCorp Vault.
///
/// @param address `SURETY_ROOT_TRANSIT_ADDRESS`: `https://bao.example:8200`
/// @param mount `SURETY_ROOT_TRANSIT_MOUNT`: where the engine is mounted
/// @param name `SURETY_ROOT_TRANSIT_NAME`: the wrapping key's name there
/// @param tokenFile `SURETY_ROOT_TRANSIT_TOKEN_FILE`: read at each request, so that a token that
///     was renewed counts
/// @param authority `SURETY_ROOT_TRANSIT_AUTHORITY`: certificates in PEM that may vouch for the
///     service; without it those that the JDK knows
/// @param timeout `SURETY_ROOT_TRANSIT_TIMEOUT`: for connecting, and for the answer
record TransitSettings(
    @Nullable URI address,
    @DefaultValue("transit") String mount,
    @DefaultValue("surety") String name,
    @Nullable Path tokenFile,
    @Nullable Path authority,
    @DefaultValue("5s") Duration timeout) {

  boolean configured() {
    return address != null;
  }
}
