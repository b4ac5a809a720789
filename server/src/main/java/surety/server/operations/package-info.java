/// Running the server: the embedded database and its roles, migrations, settings.
///
/// The launcher of the embedded database is plain Java without Spring, because tests, benchmarks
/// and the demo start it on its own.
@ApplicationModule
@NullMarked
package surety.server.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
