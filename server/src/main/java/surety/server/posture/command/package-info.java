/// What an operator asks of a running server from the same machine: run the probes, take over what
/// the twin found, change the signing key.
///
/// The channel is a Unix domain socket in the data folder, which the server's own account alone can
/// open. Nothing of it is reachable over the network, and nothing in it sets a state.
@NullMarked
package surety.server.posture.command;

import org.jspecify.annotations.NullMarked;
