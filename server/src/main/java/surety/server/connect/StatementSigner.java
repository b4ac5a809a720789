package surety.server.connect;

import surety.evidence.Dsse;
import surety.evidence.Statement;

/// Signs what this service says, with the key that signs its evidence.
@FunctionalInterface
public interface StatementSigner {

  /// Signs a statement. It becomes no part of the evidence ledger.
  Dsse sign(Statement statement);
}
