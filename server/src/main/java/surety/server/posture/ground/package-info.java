/// The ground that probes stand on: two workspaces made like any customer's, a stand-in vendor and
/// some bad hosts on loopback, a client of the public listener, a connection as the runtime role.
///
/// Nothing here reaches past this machine. This package, and no other of this module, opens
/// sockets: it plays the parts of those who are outside.
@NullMarked
package surety.server.posture.ground;

import org.jspecify.annotations.NullMarked;
