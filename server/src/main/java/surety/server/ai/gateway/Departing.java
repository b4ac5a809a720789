package surety.server.ai.gateway;

import surety.server.platform.Ephemeral;

/// A request to a provider as it leaves, but for the provider's key.
///
/// @param place the address that it goes to
/// @param body exactly what is sent, in UTF-8
/// @param replaced how many places of it were names before
public record Departing(String place, String body, int replaced) implements Ephemeral {
  @Override
  public String toString() {
    return "Departing";
  }
}
