package surety.server.egress;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Decides, before anything is sent, whether a call is one that its destination declares.
final class Gate {

  private final EgressProfile profile;
  private final EgressHosts hosts;

  Gate(EgressProfile profile, EgressHosts hosts) {
    this.profile = profile;
    this.hosts = hosts;
  }

  /// Why the call is refused, or nothing if it may be sent.
  Optional<Refusal> refuse(Call call, Destination destination, Credential credential) {
    Optional<ReadPost> post = ReadPost.of(call, destination);
    if (!call.method().equals("GET") && post.isEmpty()) {
      return Optional.of(Refusal.METHOD_NOT_ALLOWED);
    }
    return refusePlace(destination.origin(), credential)
        .or(() -> refuseContent(call, destination))
        .or(() -> refuseBody(call, post));
  }

  /// Why nothing may be sent to this place with this credential, or nothing if it may.
  Optional<Refusal> refusePlace(Origin origin, Credential credential) {
    if (!isEncryptedOrStandIn(origin)) {
      return Optional.of(Refusal.NOT_HTTPS);
    }
    if (!hosts.isListed(origin)) {
      return Optional.of(Refusal.HOST_NOT_LISTED);
    }
    return credential.isBoundTo(origin)
        ? Optional.empty()
        : Optional.of(Refusal.CREDENTIAL_NOT_BOUND);
  }

  // Plain HTTP is left to stand-ins on this machine: the resolver then refuses any address that is
  // not loopback for the names below.
  private boolean isEncryptedOrStandIn(Origin origin) {
    return origin.isEncrypted()
        || (profile == EgressProfile.SANDBOX && Loopback.isName(origin.host()));
  }

  private static Optional<Refusal> refuseContent(Call call, Destination destination) {
    Optional<ReadRule> rule = destination.ruleFor(call.path());
    if (rule.isEmpty()) {
      return Optional.of(Refusal.PATH_NOT_DECLARED);
    }
    if (ReadPost.isOne(call) != (rule.get().place() == ReadRule.Place.BODY)) {
      return Optional.of(Refusal.METHOD_NOT_ALLOWED);
    }
    return refuseParameters(call, rule.get()).or(() -> refuseHeaders(call));
  }

  private static Optional<Refusal> refuseParameters(Call call, ReadRule rule) {
    Set<String> seen = new HashSet<>();
    for (Call.Parameter parameter : call.parameters()) {
      if (ReadRule.isForbidden(parameter.name())) {
        return Optional.of(Refusal.PARAMETER_FORBIDDEN);
      }
      if (!rule.parameters().contains(parameter.name()) || !seen.add(parameter.name())) {
        return Optional.of(Refusal.PARAMETER_NOT_DECLARED);
      }
    }
    return Optional.empty();
  }

  // What was declared may still be more than a read needs.
  private static Optional<Refusal> refuseBody(Call call, Optional<ReadPost> post) {
    return post.isEmpty() || post.get().takes(call.parameters())
        ? Optional.empty()
        : Optional.of(Refusal.BODY_NOT_ALLOWED);
  }

  private static Optional<Refusal> refuseHeaders(Call call) {
    boolean forbidden =
        call.headers().entrySet().stream()
            .anyMatch(
                header ->
                    ForbiddenNames.isForbiddenHeader(header.getKey())
                        || ForbiddenNames.isForbiddenHeaderValue(header.getValue()));
    return forbidden ? Optional.of(Refusal.HEADER_FORBIDDEN) : Optional.empty();
  }
}
