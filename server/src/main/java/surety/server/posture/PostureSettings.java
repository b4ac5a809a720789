package surety.server.posture;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the server shows that it keeps its promises.
///
/// @param probes `SURETY_POSTURE_PROBES`: whether it attacks itself at start and on a schedule;
///     `off` leaves every claim unproven until somebody asks for a run
/// @param twin `SURETY_POSTURE_TWIN`: the jar with the fault switches, which the server starts as a
///     process of its own to show that each probe can fail; the launcher sets it
/// @param contact `SURETY_POSTURE_CONTACT`: where to report a weakness, as URIs such as
///     `mailto:security@firm.example`, the preferred one first; without one there is no
///     `security.txt`
/// @param approvers `SURETY_POSTURE_APPROVERS`: the accounts, by their addresses, that may approve
///     what somebody else vouches for
@ConfigurationProperties(prefix = "surety.posture", ignoreUnknownFields = false)
public record PostureSettings(
    @DefaultValue("on") Switch probes,
    @Nullable Path twin,
    @DefaultValue List<URI> contact,
    @DefaultValue List<String> approvers) {

  /// Copies the lists.
  public PostureSettings {
    contact = List.copyOf(contact);
    approvers = List.copyOf(approvers);
    if (!contact.stream().allMatch(URI::isAbsolute)) {
      throw new IllegalArgumentException("SURETY_POSTURE_CONTACT holds URIs, such as mailto:...");
    }
  }

  /// On or off.
  public enum Switch {
    /// It does.
    ON,
    /// It does not.
    OFF
  }

  /// Whether probes run by themselves.
  public boolean attacksItself() {
    return probes == Switch.ON;
  }
}
