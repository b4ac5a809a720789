package surety.server.connect;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Connectors besides those of the build.
///
/// @param folder `SURETY_CONNECTORS_FOLDER`: a folder of connector files (`*.yaml`), read when the
///     server starts; not set for none
@ConfigurationProperties(prefix = "surety.connectors", ignoreUnknownFields = false)
public record ConnectorSettings(@Nullable Path folder) {}
