/// What the benchmarks of pseudonymization replace names in: a made-up firm and what it writes.
@NullMarked
package surety.bench.pseudonym;

import org.jspecify.annotations.NullMarked;
