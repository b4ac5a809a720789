/// The way to models: names of the workspace are replaced before a request leaves, what
/// leaves is proven to hold none of them, and the answer gets them back.
///
/// [surety.server.ai.gateway] speaks the providers' own forms to programs, and asks on behalf of
/// [surety.server.ai.analysis], the page on which a member has figures looked at by a model;
/// [surety.server.ai.mcp] answers agents that ask for figures and records;
/// [surety.server.ai.names] knows the names; [surety.server.ai.provider] knows who may be asked;
/// [surety.server.ai.limit] keeps calls within the workspace's limits. Whatever cannot be had, the
/// names above all, ends the call before anything leaves.
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "workspace",
      "audit",
      "vault",
      "egress",
      "identity",
      "connect",
      "insight",
      "insight :: dashboard",
      "insight :: figures"
    })
@NullMarked
package surety.server.ai;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
