/// Model providers: where they are, with which key, and what they promised.
@NullMarked
package surety.server.ai.provider;

import org.jspecify.annotations.NullMarked;
