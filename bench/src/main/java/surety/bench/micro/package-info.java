/// What JMH measures. It makes classes of its own for these, so they are public.
@NullMarked
package surety.bench.micro;

import org.jspecify.annotations.NullMarked;
