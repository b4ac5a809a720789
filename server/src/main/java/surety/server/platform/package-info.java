/// What every other module stands on: configuration, clock, ids, problem details, the page shell.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package surety.server.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
