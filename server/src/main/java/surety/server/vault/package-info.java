/// Sealed credentials: what the server presents to a firm's own systems.
///
/// A credential goes in through [CredentialVault#store] and is used through [CredentialVault#use],
/// which hands it to a function for the length of one call and only for the host that it was stored
/// for. Nothing returns a credential. Values are sealed by the library `envelope` under a key per
/// workspace; the root key lies outside the database, and a start without the right one is refused.
@ApplicationModule(allowedDependencies = {"platform", "workspace"})
@NullMarked
package surety.server.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
