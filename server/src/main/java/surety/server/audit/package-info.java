/// The audit trail: who read or changed what of a workspace's data, and when.
///
/// Two append-only tables hold it. An access entry is durable before the data that it names is
/// shown; a change entry is written by a trigger in the transaction of the change itself. The
/// server's own database role can add entries through functions that check the signed scope, and
/// can neither alter nor remove one.
@ApplicationModule(allowedDependencies = {"platform", "workspace", "vault", "egress"})
@NullMarked
package surety.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
