package surety.server.platform;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the server keeps its files and where it can be reached.
///
/// @param data `SURETY_DATA`: the folder for everything that must survive a restart
/// @param host `SURETY_HOST`: the name by which browsers reach the server, in links and in the
///     certificate
/// @param bind `SURETY_BIND`: the address to listen on; `0.0.0.0` opens the server to the network
/// @param port `SURETY_PORT`: for https; 0 takes a free one
/// @param httpPort `SURETY_HTTP_PORT`: answers every request by a redirect to https; 0 takes a free
///     one, -1 listens on none
/// @param publicPort `SURETY_PUBLIC_PORT`: the port in links, if a firewall maps it; 0 means `port`
/// @param tls `SURETY_TLS_*`
@Validated
@ConfigurationProperties("surety")
public record ServerSettings(
    @DefaultValue("data") Path data,
    @DefaultValue("localhost") String host,
    @DefaultValue("127.0.0.1") String bind,
    @DefaultValue("8443") @Min(0) @Max(65535) int port,
    @DefaultValue("8080") @Min(-1) @Max(65535) int httpPort,
    @DefaultValue("0") @Min(0) @Max(65535) int publicPort,
    @DefaultValue Tls tls) {

  /// An own certificate instead of the one of the local CA. Both or none.
  ///
  /// @param certificate `SURETY_TLS_CERTIFICATE`: PEM file, the server's certificate first
  /// @param key `SURETY_TLS_KEY`: PEM file with its private key
  public record Tls(@Nullable Path certificate, @Nullable Path key) {}
}
