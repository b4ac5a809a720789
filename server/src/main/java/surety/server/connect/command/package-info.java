/// What an operator asks about connectors without a server.
@NullMarked
package surety.server.connect.command;

import org.jspecify.annotations.NullMarked;
