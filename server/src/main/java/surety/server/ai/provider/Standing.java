package surety.server.ai.provider;

import java.time.LocalDate;
import java.util.Optional;
import surety.server.ai.limit.Limits;
import surety.server.ai.names.NamesStamp;
import surety.server.vault.CredentialRef;

/// What a call of a workspace rests on, as the database has it now.
///
/// @param stamp what the names depend on
/// @param provider who answers calls of the form that was asked about; empty if nobody is set
public record Standing(NamesStamp stamp, Limits limits, Optional<Provider> provider) {

  /// A provider as it is set.
  ///
  /// @param promisedUntil the last day of its promise not to train on what it gets; empty without
  ///     one
  public record Provider(
      ProviderPlaces.Place place, CredentialRef credential, Optional<LocalDate> promisedUntil) {

    /// Whether its promise holds on a day.
    public boolean promises(LocalDate day) {
      return promisedUntil.filter(until -> !day.isAfter(until)).isPresent();
    }
  }
}
