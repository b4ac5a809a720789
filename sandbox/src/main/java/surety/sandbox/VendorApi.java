package surety.sandbox;

import java.util.Collection;
import java.util.Optional;

/// One vendor's API on top of its tables.
interface VendorApi {
  /// Checks who asks; what a token may do is checked by [#answer].
  ///
  /// @throws Refused if nobody that the vendor knows asks
  Access authenticate(Request request);

  /// Answers a request of somebody who was authenticated.
  ///
  /// @throws Refused with the error that the vendor would send
  Reply answer(Request request, Access access);

  /// An error in the vendor's format.
  Reply error(Refused refused);

  boolean isReport(Request request);

  /// The header in which a client that asked too often is told how many seconds to wait; empty for
  /// a vendor that does not tell.
  default Optional<String> waitHeader() {
    return Optional.of("Retry-After");
  }

  /// What stands in that header.
  default String waitTold(long seconds) {
    return Long.toString(seconds);
  }

  Collection<Table> tables();
}
