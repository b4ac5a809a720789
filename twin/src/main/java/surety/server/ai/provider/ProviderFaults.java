package surety.server.ai.provider;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import surety.server.audit.AccessEntry;
import surety.server.audit.AuditHandle;
import surety.server.egress.Credential;
import surety.server.vault.CredentialRef;
import surety.server.workspace.WorkspaceScope;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Providers that are asked although nobody chose them, or although they promised nothing.
final class ProviderFaults {

  private static final String PLAYED = "rehearsal-model.invalid";

  private ProviderFaults() {}

  /// Asks a provider of the form where the workspace has none.
  @Fault(
      id = "provider-nobody-chose",
      control = "provider-choice",
      target = Standings.class,
      method = "of")
  static Standings.Ground nobodyChose(
      Standings self, WorkspaceScope caller, Dialect dialect, Optional<AccessEntry> entry) {
    Standings.Ground found = FaultSwitch.callOriginal(() -> self.of(caller, dialect, entry));
    return found
        .standing()
        .filter(standing -> standing.provider().isEmpty())
        .map(standing -> chosen(standing, dialect, found.access()))
        .orElse(found);
  }

  private static Standings.Ground chosen(
      Standing standing, Dialect dialect, Optional<AuditHandle> access) {
    URI base = URI.create("https://" + PLAYED + "/" + dialect.key() + "/v1");
    ProviderPlaces.Place place = new ProviderPlaces.Place(dialect, "Rehearsal", base);
    Standing.Provider provider =
        new Standing.Provider(place, new CredentialRef(new UUID(0, 0)), Optional.of(LocalDate.MAX));
    return new Standings.Ground(
        Optional.of(new Standing(standing.stamp(), standing.limits(), Optional.of(provider))),
        Optional.of(Credential.boundTo(place.origin(), Map.of("x-api-key", "somebody-elses"))),
        access);
  }

  /// Lets a workspace choose a host that the operator does not allow.
  @Fault(
      id = "any-provider-allowed",
      control = "provider-choice",
      target = ProviderPlaces.class,
      method = "all")
  static List<ProviderPlaces.Place> anyPlace(ProviderPlaces self) {
    List<ProviderPlaces.Place> all = new ArrayList<>(FaultSwitch.callOriginal(self::all));
    URI unlisted = URI.create("https://unlisted.rehearsal.invalid/v1");
    all.add(new ProviderPlaces.Place(Dialect.OPENAI, "Anybody", unlisted));
    return all;
  }

  /// Asks a provider whose promise ran out.
  @Fault(
      id = "promise-unchecked",
      control = "provider-promise",
      target = Standing.Provider.class,
      method = "promises")
  static boolean unchecked(Standing.Provider self, LocalDate day) {
    return true;
  }

  /// Records promises that say nothing.
  @Fault(
      id = "any-promise",
      control = "provider-promise",
      target = Attestation.class,
      method = "parse")
  static Attestation.Read anyPromise(
      String saidBy, String document, String issued, String expires, LocalDate today) {
    Attestation promise =
        new Attestation(
            saidBy.isEmpty() ? "somebody" : saidBy,
            document.isEmpty() ? "somewhere" : document,
            LocalDate.parse(issued),
            LocalDate.parse(expires));
    return new Attestation.Read(Optional.of(promise), Map.of());
  }
}
