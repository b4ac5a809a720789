package surety.server.platform;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the server's own log is kept.
///
/// @param days `SURETY_LOG_DAYS`: for how many days after its last line a file of the log is kept,
///     30 at most
@Validated
@ConfigurationProperties("surety.log")
public record LogSettings(@DefaultValue("30") @Min(1) @Max(30) int days) {}
