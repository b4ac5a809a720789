/// What everything public says at one moment, read once from the ledger. Pages, JSON, exports, feed
/// and badge are all written from the same [Snapshot][surety.server.posture.view.Snapshot], so none
/// can say what another does not.
@NullMarked
package surety.server.posture.view;

import org.jspecify.annotations.NullMarked;
