package surety.server.posture;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the server shows that it keeps its promises.
///
/// @param probes `SURETY_POSTURE_PROBES`: whether it attacks itself at start and on a schedule;
///     `off` leaves every claim unproven until somebody asks for a run
@ConfigurationProperties(prefix = "surety.posture", ignoreUnknownFields = false)
record PostureSettings(@DefaultValue("on") Switch probes) {

  /// On or off.
  enum Switch {
    ON,
    OFF
  }

  boolean attacksItself() {
    return probes == Switch.ON;
  }
}
