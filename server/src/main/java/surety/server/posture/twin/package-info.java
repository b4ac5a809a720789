/// Starts a twin of this server, in which controls are switched off one at a time, and takes over
/// which probes noticed.
///
/// The twin is a program beside the server, in a process of its own; nothing of it is loaded here.
@NullMarked
package surety.server.posture.twin;

import org.jspecify.annotations.NullMarked;
