/// Telephone numbers of the world, for the pseudonymization library.
@NullMarked
package surety.pseudonym.phone;

import org.jspecify.annotations.NullMarked;
