/// Streams of a workspace's log to places that its owner has named: the firm's own SIEM.
///
/// Lines go in the order of the log, each with its place, and each receiver has its own position
/// that moves on only after it has accepted what came before. So a receiver may get a line again,
/// and misses none.
@NullMarked
package surety.server.audit.stream;

import org.jspecify.annotations.NullMarked;
