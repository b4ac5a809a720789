/// The providers' own forms of requests, answers, streams and errors.
@NullMarked
package surety.server.ai.gateway;

import org.jspecify.annotations.NullMarked;
