/// OAuth 2 as a client: consent, tokens, and their end.
@NullMarked
package surety.server.connect.oauth;

import org.jspecify.annotations.NullMarked;
