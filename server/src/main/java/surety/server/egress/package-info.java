/// The only door out of the server: one HTTP client that sends what a [Destination] declares, to
/// the host that the credential is bound to, and nothing else.
///
/// A call is checked in this order, and a call that fails a check never opens a connection: method,
/// scheme, whether the host is listed, binding of the credential, path, parameters, headers, body,
/// then each address that the host's name resolves to. The connection goes to the very address that
/// was checked.
///
/// A read is a GET, or one of the few POSTs that are known to read ([ReadPost]). What the body of
/// one holds is checked field by field and written here, so that no caller brings a body.
///
/// Beside reading there are three ways to push: [ModelClient] sends a body to a model provider, and
/// only one that was proven to hold no known name; [TokenClient] sends the fields of OAuth to an
/// authorization server, and nothing else; [Receivers] sends lines of a workspace's own log to the
/// places that its owner named, which stand on no list and pass the same check of addresses.
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package surety.server.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
