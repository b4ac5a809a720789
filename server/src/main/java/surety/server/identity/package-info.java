/// Who somebody is: sign-in by mailed link, sessions, and the way from a session to a workspace's
/// scope.
///
/// A request is looked at once, by [surety.server.identity.SessionFilter]: it turns the cookie into
/// an open session, with the membership in the workspace that the path names. For routes under
/// `/w/{workspace}` the interceptor makes the scope from that, after it has checked the permission
/// that the route declares. Nothing of it is cached, so what was revoked ends at the next request.
@ApplicationModule(allowedDependencies = {"platform", "workspace", "audit", "vault", "egress"})
@NullMarked
package surety.server.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
