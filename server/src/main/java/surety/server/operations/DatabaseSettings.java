package surety.server.operations;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Which database the server uses.
///
/// With a URL: an external PostgreSQL 15 or later, prepared with `roles.sql` and `database.sql`.
/// Without: the embedded one, in the data folder.
///
/// @param url `SURETY_DATABASE_URL`: JDBC URL, no credentials in it
/// @param user `SURETY_DATABASE_USER`: serves requests, owns nothing
/// @param password `SURETY_DATABASE_PASSWORD`
/// @param ownerUser `SURETY_DATABASE_OWNER_USER`: owns the tables, runs the migrations
/// @param ownerPassword `SURETY_DATABASE_OWNER_PASSWORD`
/// @param poolSize `SURETY_DATABASE_POOL_SIZE`: connections for requests
/// @param port `SURETY_DATABASE_PORT`: of the embedded PostgreSQL; 0 takes a free one
/// @param binaries `SURETY_DATABASE_BINARIES`: where the embedded PostgreSQL's programs are
///     unpacked; by default in the data folder
/// @param people `SURETY_DATABASE_PEOPLE`: how many roles besides the server's own may log in; a
///     promise on the page of proofs is measured by it
@Validated
@ConfigurationProperties(prefix = "surety.database", ignoreUnknownFields = false)
record DatabaseSettings(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    @Nullable String ownerUser,
    @Nullable String ownerPassword,
    @DefaultValue("16") @Min(1) @Max(50) int poolSize,
    @DefaultValue("0") @Min(0) @Max(65535) int port,
    @Nullable Path binaries,
    @DefaultValue("0") @Min(0) @Max(1000) int people) {

  @Override
  public String toString() {
    return "DatabaseSettings[" + (url == null ? "embedded" : url) + "]";
  }
}
