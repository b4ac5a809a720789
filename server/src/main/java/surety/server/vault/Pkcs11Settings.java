package surety.server.vault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// A device that speaks PKCS#11.
///
/// @param library `SURETY_ROOT_PKCS11_LIBRARY`: the maker's library
/// @param slot `SURETY_ROOT_PKCS11_SLOT`: the slot's number; without it the first one with a token
/// @param label `SURETY_ROOT_PKCS11_LABEL`: the label of the AES key that wraps
/// @param pinFile `SURETY_ROOT_PKCS11_PIN_FILE`: holds the user PIN
record Pkcs11Settings(
    @Nullable Path library,
    @Nullable Long slot,
    @DefaultValue("surety") String label,
    @Nullable Path pinFile) {

  boolean configured() {
    return library != null;
  }
}
