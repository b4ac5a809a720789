package surety.server.posture.page;

import java.util.List;
import surety.server.posture.view.RunView;

/// The attacks that a visitor may start.
interface VisitorAttacks {

  /// The quick ones, by name.
  List<String> all();

  /// Those of them that a claim needs; empty for an unknown claim.
  List<String> of(String claim);

  /// The claims that need one of them.
  List<String> claims();

  /// Runs one. What comes of it is in the ledger, signed, when this returns.
  ///
  /// @param visitorNonce is in it
  RunView run(String probe, String visitorNonce);
}
