/// Rules over the compiled classes and the sources. Each rule comes with a class that breaks it, so
/// that a rule that has gone blind is noticed.
@NullMarked
package surety.server.architecture;

import org.jspecify.annotations.NullMarked;
