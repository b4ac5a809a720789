/// Workspaces, their members and roles, and the scope without which no workspace's data can be
/// reached.
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package surety.server.workspace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
