/// What the benchmark of connectors needs of vendors: recorded answers, accounts, reads by hand.
@NullMarked
package surety.bench.vendor;

import org.jspecify.annotations.NullMarked;
