/// How bytes reach the server: TLS that ends here, its certificates, the redirect from http, and
/// the headers of every answer.
@NullMarked
package surety.server.platform.transport;

import org.jspecify.annotations.NullMarked;
